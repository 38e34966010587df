"""Finds runs of known bytes in files, wherever in them they begin."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RUN = 32
"""As short as a key. A run of film has so many bytes in common with no other file by chance."""

WORD = 8
SLOT_BITS = 24

Words = NDArray[np.uint64]


class Plaintext:
    """What nobody may find on a disk. Only runs of RUN bytes with many different ones count."""

    def __init__(self, known: Iterable[bytes]) -> None:
        self.known = list(known)
        words = np.concatenate([varied(words_of(one)) for one in self.known])
        self.words = set(words.tolist())
        self.slots = np.zeros(1 << SLOT_BITS, dtype=bool)
        self.slots[slots_of(words)] = True

    def found_in(self, path: Path) -> bytes | None:
        """The first run of it that the file holds."""
        content = content_of(path)
        return next(filter(self._is_known, self._candidates(content)), None)

    def _candidates(self, content: bytes) -> Iterator[bytes]:
        for shift in range(WORD):
            words = words_of(content[shift:])
            for place in np.flatnonzero(self.slots[slots_of(words)]).tolist():
                if int(words[place]) in self.words:
                    start = shift + place * WORD
                    yield content[start : start + RUN]

    def _is_known(self, run: bytes) -> bool:
        return len(run) == RUN and len(set(run)) > RUN // 2 and any(run in one for one in self.known)


def words_of(content: bytes) -> Words:
    return np.frombuffer(content[: len(content) // WORD * WORD], dtype="<u8")


def varied(words: Words) -> Words:
    """Without those of hardly any different bytes: every file is full of them."""
    each = np.sort(words.view(np.uint8).reshape(-1, WORD), axis=1)
    kept: Words = words[(np.diff(each, axis=1) != 0).sum(axis=1) >= WORD // 2]
    return kept


def slots_of(words: Words) -> Words:
    mixed: Words = (words * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - SLOT_BITS)
    return mixed


def files_in(*places: Path) -> Iterator[Path]:
    for place in places:
        yield from (path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]


def content_of(path: Path) -> bytes:
    """Nothing, if whoever is at work there has taken it away since."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
