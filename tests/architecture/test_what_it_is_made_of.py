"""`make sbom`: everything that is locked is named, with its version and the hashes that the installation checks."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.services.platform import PROJECT


def test_names_every_python_package_with_its_hashes(tmp_path: Path) -> None:
    locked = set(re.findall(r"(?m)^([\w.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (PROJECT / "requirements.lock").read_text()))

    made = bill(["cyclonedx-py", "requirements", "requirements.lock", "--no-validate", "-o"], tmp_path / "bill.json")

    assert {(part["name"], part["version"]) for part in made["components"]} == locked
    assert all("--hash=sha256:" in part["description"] for part in made["components"])


def test_names_every_package_of_the_front_end_with_its_hash(tmp_path: Path) -> None:
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    wanted = {path.rpartition("node_modules/")[2] for path, package in packages.items() if not package.get("optional")}

    made = bill(["scripts/npm-sbom"], tmp_path / "bill.json")

    assert wanted - {""} <= {
        part["purl"].removeprefix("pkg:npm/").replace("%40", "@").rpartition("@")[0] for part in made["components"]
    }
    assert all(part["hashes"] for part in made["components"])


def test_every_line_of_the_locks_carries_a_hash() -> None:
    for lock in PROJECT.glob("requirements*.lock"):
        packages = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert packages
        assert not [package for package in packages if "--hash=sha256:" not in package]
    for path, package in json.loads((PROJECT / "package-lock.json").read_text())["packages"].items():
        assert not path or package["integrity"].startswith("sha512-")


def bill(command: list[str], path: Path) -> dict[str, Any]:
    subprocess.run([*command, str(path)], cwd=PROJECT, check=True, capture_output=True)
    made: dict[str, Any] = json.loads(path.read_text())
    assert made["bomFormat"] == "CycloneDX"
    return made
