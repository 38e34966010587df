"""A sink that keeps everything, and the shortest way from a file to a transcoded film."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from media_pipeline.engine.fragments import Fragment
from media_pipeline.engine.probe import probe_film
from media_pipeline.engine.source import FileSource
from media_pipeline.engine.transcode import TranscodeResult, transcode


class Interrupted(Exception):
    """The worker died here."""


class Collected:
    """What a worker would have stored. With `dies_after`, it dies when that many fragments of "hi" are stored."""

    def __init__(self, *, dies_after: int | None = None) -> None:
        self.inits: dict[str, bytes] = {}
        self.fragments: dict[str, list[Fragment]] = {}
        self.posters: list[bytes] = []
        self.outline = b""
        self.progressed: list[int] = []
        self.dies_after = dies_after

    def init(self, rendition: str, payload: bytes) -> None:
        assert self.inits.setdefault(rendition, payload) == payload, "a resumed run begins with other bytes"

    def fragment(self, rendition: str, fragment: Fragment) -> None:
        stored = self.fragments.setdefault(rendition, [])
        assert fragment.number == len(stored), "fragments come in order, each once"
        stored.append(fragment)
        if rendition == "hi" and len(stored) == self.dies_after:
            raise Interrupted

    def poster(self, jpeg: bytes) -> None:
        self.posters.append(jpeg)

    def peaks(self, data: bytes) -> None:
        self.outline = data

    def progress(self, frames_done: int) -> None:
        self.progressed.append(frames_done)

    @property
    def stored(self) -> Mapping[str, int]:
        return {rendition: len(fragments) for rendition, fragments in self.fragments.items()}

    def file(self, rendition: str) -> bytes:
        return self.inits[rendition] + b"".join(fragment.payload for fragment in self.fragments[rendition])


def transcode_film(film: Path, sink: Collected, *, cancelled: Callable[[], bool] = lambda: False) -> TranscodeResult:
    source = FileSource(film)
    return transcode(source, probe_film(source), sink=sink, stored=sink.stored, cancelled=cancelled)
