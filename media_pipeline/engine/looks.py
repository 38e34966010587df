"""What the first bytes of a file say, before any library reads it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from media_pipeline.engine.failures import unusable
from media_pipeline.engine.source import RemoteFilm

_PLAYLISTS = (b"#extm3u", b"ffconcat", b"[playlist]", b"<asx", b"<smil", b"<mpd")
_SOUNDS = (b"ID3", b"fLaC", b"OggS", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"#!AMR", b"MThd")
_FILMS = (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"\x30\x26\xb2\x75", b"\x47", b"\x1f\x07\x00")
_FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def refuse_what_only_pretends(film: RemoteFilm) -> bool:
    """Raises for playlists and for sound alone; answers whether it looks like a kind of film that we know."""
    head = _at(film, 0, 4096)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_PLAYLISTS) or (text.startswith(b"<?xml") and any(mark in text for mark in _PLAYLISTS)):
        raise unusable("playlist")
    if head.startswith(_SOUNDS) or head[8:12] == b"WAVE":
        raise unusable("no_picture")
    return head.startswith(_FILMS) or head[8:12] == b"AVI " or head[4:8] in _FIRST_BOXES or head[4:5] == b"\x47"


def refuse_what_is_cut_short(film: RemoteFilm) -> None:
    """MP4, MOV and AVI say at the front of each part how long it is; a part beyond the end of the file was cut."""
    head = _at(film, 0, 12)
    if head[4:8] in _FIRST_BOXES:
        _refuse_cut_boxes(film)
    elif head[:4] == b"RIFF" and head[8:] == b"AVI " and 8 + struct.unpack("<I", head[4:8])[0] > film.size:
        raise unusable("truncated")


def _refuse_cut_boxes(film: RemoteFilm) -> None:
    kinds = set()
    for kind, end in _boxes(film):
        kinds.add(kind)
        if end > film.size:
            raise unusable("truncated")
    if b"mdat" in kinds and b"moov" not in kinds:  # the camera stopped before it wrote its table of contents
        raise unusable("truncated")


def _boxes(film: RemoteFilm) -> Iterator[tuple[bytes, int]]:
    """Kind and end of each box of the outermost level; a length of 0 means up to the end of the file."""
    place = 0
    while place + 8 <= film.size:
        header = _at(film, place, 16)
        length, kind = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack(">Q", header[8:])
        if not kind.isascii() or 0 < length < 8:
            return
        end = place + length if length else film.size
        yield kind, end
        place = end


def _at(film: RemoteFilm, place: int, length: int) -> bytes:
    film.seek(place)
    head = film.read(length)
    film.seek(0)
    return head
