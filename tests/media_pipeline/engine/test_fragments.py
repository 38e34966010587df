"""Fragmented MP4 is taken apart as it arrives, in pieces of any size."""

from __future__ import annotations

import io
import random
from pathlib import Path

import av
import pytest

from media_pipeline.engine.fragments import Fragment, FragmentSplitter, NotFragments
from tests.films import make_film


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    flags = ["-g", "30", "-bf", "0", "-sc_threshold", "0", "-video_track_timescale", "30000"]
    flags += ["-movflags", "frag_keyframe+empty_moov+default_base_moof"]
    return make_film(tmp_path / "a.mp4", seconds=2.5, size="320x180", sound=False, extra=flags).read_bytes()


def split_in_pieces(content: bytes, splitter: FragmentSplitter) -> list[Fragment]:
    fragments: list[Fragment] = []
    sizes, place = random.Random(5), 0
    while place < len(content):
        piece = content[place : place + sizes.choice([1, 3, 7, 1000, 60_000])]
        fragments += splitter.feed(piece)
        place += len(piece)
    return fragments


def test_pieces_of_any_size_give_the_same_fragments(content: bytes) -> None:
    splitter = FragmentSplitter()

    fragments = split_in_pieces(content, splitter)

    assert fragments == list(FragmentSplitter().feed(content))
    assert [(f.number, f.start_ticks, f.duration_ticks, f.samples) for f in fragments] == [
        (0, 0, 30_000, 30),
        (1, 30_000, 30_000, 30),
        (2, 60_000, 15_000, 15),
    ]
    assert content.startswith(splitter.beginning + fragments[0].payload)


def test_fragments_are_moved_to_their_place_in_the_whole_film(content: bytes) -> None:
    splitter = FragmentSplitter(first_number=8, start_ticks=240_000)

    fragments = list(splitter.feed(content))

    assert [fragment.number for fragment in fragments] == [8, 9, 10]
    assert [fragment.start_ticks for fragment in fragments] == [240_000, 270_000, 300_000]
    whole = splitter.beginning + b"".join(fragment.payload for fragment in fragments)
    with av.open(io.BytesIO(whole), "r") as container:
        times = [packet.pts for packet in container.demux() if packet.size]
    assert times == list(range(240_000, 315_000, 1000))


def test_nothing_comes_before_a_fragment_is_whole(content: bytes) -> None:
    splitter = FragmentSplitter()
    first = next(iter(FragmentSplitter().feed(content)))
    size = content.index(b"moof") - 4 + len(first.payload)

    assert list(splitter.feed(content[: size - 1])) == []
    assert list(splitter.feed(content[size - 1 : size])) == [first]


def test_refuses_what_is_no_mp4() -> None:
    with pytest.raises(NotFragments):
        list(FragmentSplitter().feed(bytes(100)))
