from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
import pytest

from media_pipeline.engine.cut import CutImpossible, CutResult, cut_clip
from media_pipeline.engine.samples import boxes
from media_pipeline.engine.timing import FrameRate
from tests.films import SAMPLE_RATE, click_sound, make_film, read_barcodes
from tests.media_pipeline.engine.renditions import Pieces, Watched, picture_of, sound_of

RATES = {
    "25": FrameRate(25),
    "29.97": FrameRate(30000, 1001),
    "30": FrameRate(30),
    "50": FrameRate(50),
    "60": FrameRate(60),
}
CLICK_FRAME = 75
SECONDS = 5


@dataclass(frozen=True)
class Film:
    rate: FrameRate
    picture: Pieces
    sound: Pieces

    @property
    def frames(self) -> int:
        return round(SECONDS * self.rate.fraction)


@dataclass(frozen=True)
class Clip:
    file: bytes
    result: CutResult

    @property
    def barcodes(self) -> list[int]:
        return read_barcodes(self.file)


@cache
def film(rate_name: str = "30") -> Film:
    rate = RATES[rate_name]
    with TemporaryDirectory() as folder:
        path = make_film(
            Path(folder, "film.mov"),
            seconds=SECONDS,
            frame_rate=rate_name,
            size="640x360",
            click_at=[float(CLICK_FRAME / rate.fraction)],
        )
        return Film(rate, picture_of(path, rate), sound_of(path))


def cut(film: Film, start: int, end: int, *, with_sound: bool = True) -> Clip:
    out = io.BytesIO()
    result = cut_clip(
        frame_rate=film.rate,
        start_frame=start,
        end_frame=end,
        picture_init=film.picture.init,
        picture=film.picture.fragments[start // film.rate.gop :],
        sound_init=film.sound.init if with_sound else None,
        sound=film.sound.fragments if with_sound else (),
        out=out,
    )
    return Clip(out.getvalue(), result)


def packets(file: bytes, kind: str = "video", *, ignore_edits: bool = False) -> list[bytes]:
    options = {"ignore_editlist": "1"} if ignore_edits else {}
    with av.open(io.BytesIO(file), "r", options=options) as container:
        return [bytes(packet) for packet in container.demux(**{kind: 0}) if packet.size]


@pytest.mark.parametrize("rate_name", RATES)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("gop+7", "3*gop+4", id="off_a_key_frame"),
        pytest.param("2*gop", "4*gop-1", id="on_a_key_frame"),
        pytest.param("gop+3", "gop+9", id="inside_one_group"),
        pytest.param("2*gop", "2*gop+5", id="beginning_of_one_group"),
        pytest.param("gop-1", "gop+1", id="across_a_key_frame"),
        pytest.param("gop+5", "2*gop", id="up_to_a_key_frame"),
        pytest.param("gop+11", "gop+12", id="one_frame"),
        pytest.param("gop", "gop+1", id="one_key_frame"),
        pytest.param("0", "frames", id="whole_film"),
        pytest.param("frames-1", "frames", id="last_frame"),
    ],
)
def test_holds_exactly_the_frames_that_were_marked(rate_name: str, start: str, end: str) -> None:
    source = film(rate_name)
    places = {"gop": source.rate.gop, "frames": source.frames}
    first, last = (eval(place, {}, places) for place in (start, end))  # noqa: S307 - our own three-letter sums

    clip = cut(source, first, last)

    assert clip.barcodes == list(range(first, last))
    assert clip.result.frames == last - first
    assert clip.result.size == len(clip.file)


@pytest.mark.parametrize("rate_name", RATES)
def test_shows_each_frame_at_its_time_from_zero_on(rate_name: str) -> None:
    source = film(rate_name)

    clip = cut(source, 37, 101)

    with av.open(io.BytesIO(clip.file), "r") as container:
        times = [begins(frame) for frame in container.decode(video=0)]
    assert times == [n / source.rate.fraction for n in range(64)]


def test_encodes_only_the_head_again_and_copies_every_other_picture() -> None:
    source = film()

    clip = cut(source, 40, 130)

    originals = packets(source.picture.file)
    assert clip.result.reencoded_frames == 20
    assert packets(clip.file)[20:] == originals[60:130]


def test_encodes_nothing_again_when_the_clip_begins_on_a_key_frame() -> None:
    source = film()

    clip = cut(source, 60, 95)

    assert clip.result.reencoded_frames == 0
    assert packets(clip.file) == packets(source.picture.file)[60:95]


def test_holds_no_picture_and_no_sound_from_outside_the_range() -> None:
    source = film()

    clip = cut(source, 40, 70)

    shown, stored = packets(clip.file), packets(clip.file, ignore_edits=True)
    heard = packets(clip.file, "audio", ignore_edits=True)
    mdat = next(box for box in boxes(clip.file) if box.kind == b"mdat")
    assert shown == stored
    assert mdat.end - mdat.body == sum(map(len, [*stored, *heard]))
    assert len(heard) <= 46  # a second is 46.9 packets


def test_encodes_everything_again_when_the_parameter_sets_differ(tmp_path: Path) -> None:
    rate = RATES["30"]
    path = make_film(tmp_path / "film.mov", seconds=SECONDS, size="640x360")
    source = Film(rate, picture_of(path, rate, options=["-refs", "4"]), sound_of(path))

    clip = cut(source, 40, 130)

    assert clip.result.reencoded_frames == 90
    assert clip.barcodes == list(range(40, 130))


@pytest.mark.parametrize("rate_name", RATES)
@pytest.mark.parametrize("start", [13, 25, 60])
def test_keeps_lips_and_voice_together(rate_name: str, start: int) -> None:
    source = film(rate_name)

    clip = cut(source, start, CLICK_FRAME + 40)

    click_seen = float((CLICK_FRAME - start) / source.rate.fraction)
    assert click_heard(clip.file) == pytest.approx(click_seen, abs=0.002)


@pytest.mark.parametrize("rate_name", RATES)
def test_sound_lies_inside_the_picture(rate_name: str) -> None:
    source = film(rate_name)

    clip = cut(source, 21, 100)

    with av.open(io.BytesIO(clip.file), "r") as container:
        heard = [begins(packet) for packet in container.demux(audio=0) if packet.size]
    packet_length, length = Fraction(1024, SAMPLE_RATE), 79 / source.rate.fraction
    assert 0 <= heard[0] < packet_length
    assert length - packet_length < heard[-1] + packet_length <= length + Fraction(1, SAMPLE_RATE)


def test_sound_after_a_gap_keeps_its_true_time() -> None:
    source = film()
    holed = Film(source.rate, source.picture, Pieces(source.sound.init, source.sound.fragments[:1]))
    holed.sound.fragments.extend(source.sound.fragments[2:])

    clip = cut(holed, 10, 140)

    assert click_heard(clip.file) == pytest.approx((CLICK_FRAME - 10) / 30, abs=0.002)
    assert len(packets(clip.file, "audio")) < len(packets(cut(source, 10, 140).file, "audio"))


def test_refuses_sound_that_overlaps_itself() -> None:
    source = film()
    doubled = Pieces(source.sound.init, source.sound.fragments[:2] + source.sound.fragments[1:])

    with pytest.raises(CutImpossible, match="overlap"):
        cut(Film(source.rate, source.picture, doubled), 10, 140)


def test_cuts_a_film_without_sound() -> None:
    clip = cut(film(), 40, 100, with_sound=False)

    with av.open(io.BytesIO(clip.file), "r") as container:
        assert not container.streams.audio
    assert not clip.result.has_sound
    assert clip.barcodes == list(range(40, 100))


def test_leaves_sound_out_of_a_clip_too_short_to_hold_a_packet_of_it() -> None:
    clip = cut(film("60"), 70, 71)

    assert not clip.result.has_sound
    assert clip.barcodes == [70]


def test_puts_the_header_first_and_says_nothing_about_its_making() -> None:
    clip = cut(film(), 40, 100)

    with av.open(io.BytesIO(clip.file), "r") as container:
        told = container.metadata | container.streams.video[0].metadata
    assert [box.kind for box in boxes(clip.file)] == [b"ftyp", b"moov", b"mdat"]
    assert b"udta" not in clip.file
    assert not {"creation_time", "encoder", "comment", "location"} & told.keys()


def test_reads_one_fragment_at_a_time_and_in_order() -> None:
    source = film()
    fetched = Watched(source.picture.fragments, length=5)

    cut_clip(
        frame_rate=source.rate,
        start_frame=0,
        end_frame=100,
        picture_init=source.picture.init,
        picture=fetched,
        out=io.BytesIO(),
    )

    assert fetched.asked == [0, 1, 2, 3, 0, 1, 2, 3]


@pytest.mark.parametrize(
    ("start", "end"), [pytest.param(50, 50, id="no_frame"), pytest.param(50, 40, id="backwards"), (140, 151)]
)
def test_refuses_a_range_that_the_film_does_not_hold_and_writes_nothing(start: int, end: int) -> None:
    source, out = film(), io.BytesIO()

    with pytest.raises(CutImpossible):
        cut_clip(
            frame_rate=source.rate,
            start_frame=start,
            end_frame=end,
            picture_init=source.picture.init,
            picture=source.picture.fragments[start // 30 :],
            out=out,
        )

    assert not out.getvalue()


def test_refuses_fragments_that_are_not_where_they_should_be() -> None:
    source = film()

    with pytest.raises(CutImpossible, match="does not begin at frame 30"):
        cut_clip(
            frame_rate=source.rate,
            start_frame=40,
            end_frame=50,
            picture_init=source.picture.init,
            picture=source.picture.fragments[2:],
            out=io.BytesIO(),
        )


def test_refuses_bytes_that_are_no_fragments() -> None:
    source = film()

    with pytest.raises(CutImpossible):
        cut_clip(
            frame_rate=source.rate,
            start_frame=0,
            end_frame=5,
            picture_init=source.picture.init,
            picture=[source.picture.fragments[0][:50]],
            out=io.BytesIO(),
        )


def begins(thing: av.VideoFrame | av.AudioFrame | av.Packet[Any]) -> Fraction:
    """When a picture, a piece of sound or a packet is due, in seconds."""
    assert thing.pts is not None
    assert thing.time_base is not None
    return thing.pts * thing.time_base


def click_heard(file: bytes) -> float:
    """When the click begins, in seconds of the file's own clock, by cross-correlation with it."""
    with av.open(io.BytesIO(file), "r") as container:
        frames = list(container.decode(audio=0))
    places = [round(begins(frame) * SAMPLE_RATE) for frame in frames]
    heard = np.zeros(places[-1] + frames[-1].samples, dtype=np.float32)
    for place, frame in zip(places, frames, strict=True):
        heard[place : place + frame.samples] = frame.to_ndarray()[0]
    return int(np.argmax(np.correlate(heard, click_sound().astype(np.float32), "valid"))) / SAMPLE_RATE
