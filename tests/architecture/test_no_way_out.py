"""Nothing that somebody types reaches a shell, and the platform fetches no address that somebody names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.platform import PROJECT

SOURCES = [
    path
    for folder in ("vig", "media_pipeline", "cases", "supervision", "scripts")
    for path in sorted((PROJECT / folder).rglob("*.py"))
]
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "pty.spawn", "eval", "exec"}
CLIENTS = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "telnetlib", "urllib.request", "urllib3"}

# What speaks to a network, and with whom: never an address out of a request or the database.
SPEAKS = {
    "vig/accounts/single_sign_on/openid.py": "the identity provider that the service has configured",
    "vig/running/ask.py": "the platform's own /readyz, for its supervisor",
    "vig/running/startup.py": "tries whether the configured port is free",
    "media_pipeline/tus/body.py": "the type of a lost connection",
    "media_pipeline/engine/source.py": "a pair of sockets between us and ffmpeg",
    "media_pipeline/operations/claims.py": "the name of this machine",
    "media_pipeline/scanner.py": "the scanner that VIG_CLAMD names",
}


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return f"{name_of(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_words_go_through_a_shell() -> None:
    through_a_shell = [
        f"{path.relative_to(PROJECT)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if name_of(call.func) in SHELLS or any(word.arg == "shell" for word in call.keywords)
    ]

    assert not through_a_shell


def test_nothing_speaks_to_a_network_but_what_says_with_whom() -> None:
    speakers = {str(path.relative_to(PROJECT)) for path in SOURCES if imported(path) & CLIENTS}

    assert speakers == set(SPEAKS)


@pytest.mark.parametrize(
    "text", ["import requests", "from urllib import request", "from http.client import HTTPConnection"]
)
def test_a_client_is_noticed_however_it_is_imported(text: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(text)

    assert imported(tmp_path / "module.py") & CLIENTS
