import fcntl
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """The cache of a platform without Redis. `add` says yes to one process only, whatever they do at once.

    Sign-in limits and codes that work once rest on that; Django's own looks first and writes then.
    """

    _dir: str
    _createdir: Any

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()
        with (Path(self._dir) / "add.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)
