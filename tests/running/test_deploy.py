"""The files that put the platform on servers agree with the platform."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.urls import reverse

from tests.services.platform import PROJECT
from vig.running import parts

COMPOSE = PROJECT / "docker-compose.yml"
VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>[A-Z0-9_]+)(?::-(?P<default>[^}]*)|:\?)?\}")
READ_BY_SETTINGS = {
    name
    for file in ("settings.py", "directories.py")
    for name in re.findall(r'"(VIG_[A-Z0-9_]+|HOST|PORT)"', (PROJECT / "vig" / file).read_text())
}
EXAMPLES = {
    "VIG_HOSTS": "vig.example.org",
    "VIG_URL": "https://vig.example.org",
    "VIG_MAIL_HOST": "smtp.example.org",
    "VIG_MASTER_KEY": "A" * 43 + "=",
    "VIG_AUDIT_KEY": "B" * 42 + "A=",
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return parsed


def ours(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: service for name, service in compose["services"].items() if service.get("image") == "vig"}


def filled_in(variable: re.Match[str]) -> str:
    """As its default says, or else as somebody would who read the example."""
    default, name = variable["default"], variable["name"]
    return EXAMPLES.get(name, uuid4().hex * 2) if default is None else default


def test_every_setting_of_the_services_is_one_that_the_platform_reads(compose: dict[str, Any]) -> None:
    named = {name for service in ours(compose).values() for name in service["environment"]}

    assert named - READ_BY_SETTINGS == {"FORWARDED_ALLOW_IPS"}  # gunicorn's own


def test_everything_that_the_services_ask_for_is_in_the_example() -> None:
    wanted = {match["name"] for match in VARIABLE.finditer(COMPOSE.read_text()) if match["default"] is None}
    offered = set(re.findall(r"^([A-Z0-9_]+)=", (PROJECT / "deploy" / ".env.example").read_text(), re.MULTILINE))

    assert wanted <= offered
    assert offered <= {match["name"] for match in VARIABLE.finditer(COMPOSE.read_text())}


def test_the_services_together_run_every_part(compose: dict[str, Any]) -> None:
    commands = [service["command"] for service in ours(compose).values()]

    served = [command[3:] for command in commands if command[2] == "serve"]

    assert sorted(part for names in served for part in names) == sorted(parts.NAMES)


def test_the_services_are_safe_outside_demo_mode(compose: dict[str, Any], tmp_path: Path) -> None:
    environment = {name: VARIABLE.sub(filled_in, value) for name, value in ours(compose)["web"]["environment"].items()}

    environment |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "vig.settings", "VIG_DATA": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


SAFE = {
    "VIG_DEMO": "no",
    "VIG_SECRET_KEY": "0123456789" * 6,
    "VIG_HOSTS": "vig.example.org",
    "VIG_URL": "https://vig.example.org",
    "VIG_MAIL_HOST": "smtp.example.org",
    "VIG_MASTER_KEY": "A" * 43 + "=",
}


def settings_read(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "VIG_DATA": str(folder), **SAFE, **changed}
    return subprocess.run(
        [sys.executable, "-c", "import vig.settings"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_starts_outside_demo_mode_with_all_that_makes_it_safe(tmp_path: Path) -> None:
    assert settings_read(tmp_path).returncode == 0, settings_read(tmp_path).stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VIG_DEBUG", "yes"),
        ("VIG_SECRET_KEY", ""),
        ("VIG_SECRET_KEY", "short"),
        ("VIG_SECRET_KEY", "demo-mode-secret-not-for-real-families"),
        ("VIG_HOSTS", ""),
        ("VIG_HOSTS", "*"),
        ("VIG_URL", "http://vig.example.org"),
        ("VIG_MAIL_HOST", ""),
    ],
)
def test_refuses_to_start_outside_demo_mode_where_one_thing_is_unsafe(name: str, value: str, tmp_path: Path) -> None:
    done = settings_read(tmp_path, **{name: value})

    assert done.returncode == 1
    assert f"Not safe to start outside demo mode. {name} " in done.stderr


def test_nginx_passes_film_on_as_it_comes_in() -> None:
    nginx = (PROJECT / "deploy" / "nginx.conf").read_text()
    blocks = re.findall(r"location ~ (\S+) \{([^}]*)\}", nginx)

    for name in ("api:begin_upload", "api:upload"):
        path = reverse(name, args=[uuid4()])
        rules = [rules for pattern, rules in blocks if re.search(pattern, path)]
        assert len(rules) == 1, path
        assert "proxy_request_buffering off;" in rules[0]
        assert "client_max_body_size 0;" in rules[0]
