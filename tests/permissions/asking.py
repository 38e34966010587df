"""Asking for every URL as everybody, and undoing what came of it."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NAMES, Cast

from .matrix import Row
from .scene import Scene

EVERYBODY = (*NAMES, "nobody")
NOTHING: Mapping[str, str] = MappingProxyType({})
SAFE = {"get", "head", "options", "trace"}


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: dict[str, str]
    body: bytes


class Asking:
    def __init__(self, scene: Scene, cast: Cast, folder: Path) -> None:
        self.scene = scene
        self.folder, self.copy = folder, folder.with_name(f"{folder.name}-as-it-was")
        shutil.copytree(folder, self.copy, dirs_exist_ok=True)
        self.marks = self.marks_at_first = marks(folder)
        self.cookies = {who: signed_in(cast, who) for who in EVERYBODY}

    def __call__(
        self, row: Row, who: str, method: str = "", *, sent_along: Mapping[str, str] = NOTHING, **of_client: Any
    ) -> Answer:
        """The answer to a request whose effects are undone."""
        method = method or row.method
        with self.undone():
            client = Client(**of_client, headers=sent_along)
            client.cookies = SimpleCookie(self.cookies[who])
            answer = getattr(client, method)(self.url(row), **self.sent_with(row, method))
            return Answer(answer.status_code, dict(answer.headers), answer.getvalue())

    def url(self, row: Row) -> str:
        return reverse(row.name, args=self.scene[row.thing])

    def sent_with(self, row: Row, method: str) -> dict[str, Any]:
        body: dict[str, Any] = {}
        if method not in SAFE:
            body = {"data": row.sent}
            if row.headers:
                body = {"data": b"x", "content_type": "application/offset+octet-stream"}
            elif ":" in row.name or method != "post":
                body = {"data": json.dumps(row.sent), "content_type": "application/json"}
        return {"headers": row.headers, **body}

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Rows come back by a savepoint; films and keys, which a deletion destroys, from a copy."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        if marks(self.folder) != self.marks:
            shutil.rmtree(self.folder)
            shutil.copytree(self.copy, self.folder)
            self.marks = marks(self.folder)
            cache.clear()


def marks(folder: Path) -> dict[Path, tuple[int, int]]:
    """By which a change of any file shows."""
    return {path: ((mark := path.stat()).st_mtime_ns, mark.st_size) for path in folder.rglob("*") if path.is_file()}


def signed_in(cast: Cast, who: str) -> dict[str, str]:
    """The cookies of a browser in which this person is signed in."""
    client = Client()
    if who != "nobody":
        client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return {name: morsel.value for name, morsel in client.cookies.items()}
