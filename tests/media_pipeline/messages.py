"""What lies in the filesystem broker for workers to take."""

import base64
import json
from pathlib import Path
from typing import Any

from django.conf import settings


def messages_waiting(queue: str) -> list[tuple[str, dict[str, Any]]]:
    """Task name and keyword arguments of each message, oldest first."""
    return [_read(path) for path in _files(queue)]


def take_messages_away() -> None:
    for path in _files("*"):
        path.unlink()


def _files(queue: str) -> list[Path]:
    return sorted((settings.BROKER_DIR / "queue").glob(f"*.{queue}.msg"))


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    message = json.loads(path.read_bytes())
    arguments, keywords, _ = json.loads(base64.b64decode(message["body"]))
    assert arguments == []
    return message["headers"]["task"], keywords
