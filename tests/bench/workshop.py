"""What the figures share: a folder, films, and the whole platform as people run it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests

from tests.bench.film import camera_film
from tests.bench.measuring import children_of
from tests.e2e.program import Json, Program
from tests.services.platform import Platform
from tests.services.waiting import wait_until

POLL_SECONDS = 0.02
REPEATED_SECONDS = 16
"""16 s are a whole number of groups of pictures and of packets of sound, so that they can follow each other."""


@dataclass(frozen=True)
class LongFilm:
    """A film on the platform, and the same segments unsealed in a folder: hi/init.mp4, hi/0.m4s and so on."""

    film: Json
    plain: Path
    seconds: int


class Workshop:
    def __init__(self, folder: Path, quick: bool, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.quick = quick
        self.say = say

    def choose(self, *, full: Any, quick: Any) -> Any:
        return quick if self.quick else full

    @cached_property
    def platform(self) -> Platform:
        self.say("starting a platform of its own")
        platform = Platform(self.folder / "data", VIG_LARGEST_FILM_BYTES=str(2**35))
        platform.prepare()
        platform.start()
        return platform

    @cached_property
    def mira(self) -> Program:
        return Program(self.platform)

    @cached_property
    def cycle(self) -> Json:
        return self.mira.open_cycle()

    @cached_property
    def session(self) -> requests.Session:
        """A connection that stays open, as a browser's does."""
        session = requests.Session()
        session.headers.update(self.mira.headers)
        session.headers["Accept-Encoding"] = "identity"
        return session

    def camera_film(self, seconds: int) -> Path:
        return camera_film(self.folder, seconds=seconds)

    def add_film(self) -> Json:
        return self.mira.add_film(self.cycle)

    def forget(self, film: Json) -> None:
        """Stop what is being done with a film and delete it, so that the next one finds the worker free."""
        requests.delete(f"{self.platform.url}/api/v1/films/{film['id']}/", headers=self.mira.headers, timeout=120)
        wait_until(lambda: not children_of(self.films_worker), what="the worker is free")

    @property
    def films_worker(self) -> int:
        return self.platform.children["films"]

    @cached_property
    def long_film(self) -> LongFilm:
        """Twenty minutes of 720p that cost the encoding of sixteen seconds."""
        repeats = self.choose(full=1200, quick=96) // REPEATED_SECONDS
        self.say(f"making a film of {REPEATED_SECONDS * repeats} s on the platform")
        film = self.mira.ready_film(self.camera_film(REPEATED_SECONDS))
        plain = self.folder / "plain"
        asked = json.dumps([film["id"], repeats, str(plain)])
        self.platform.manage("shell", "-v0", "-c", f"from tests.bench.lengthen import lengthen; lengthen(*{asked})")
        return LongFilm(self.mira.film(film), plain, REPEATED_SECONDS * repeats)

    def close(self) -> None:
        if "platform" in self.__dict__ and self.platform.process and self.platform.process.poll() is None:
            self.platform.stop()
