"""The scrub sheet: small pictures of the whole film, side by side in one JPEG, for previews while the finger moves.

Only key frames of the low rendition are decoded, which costs about a seventieth of decoding the film.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import av
from av.video.frame import VideoFrame
from PIL import Image

from .h264 import avcc_of
from .samples import Track, read_runs, read_track
from .timing import FrameRate

COLUMNS = 10
MOST_TILES = 200
LONG_SIDE = 160
QUALITY = 75


@dataclass(frozen=True)
class ScrubSheet:
    """One JPEG of `count` tiles, row by row; tile n shows frame n * `interval_frames`."""

    jpeg: bytes
    columns: int
    rows: int
    tile_width: int
    tile_height: int
    interval_frames: int
    count: int


def make_scrub_sheet(*, init: bytes, fragments: Sequence[bytes], frame_rate: FrameRate) -> ScrubSheet:
    """Draw the sheet from all fragments of a rendition, one group of pictures each.

    There is a tile a second for films of up to 200 seconds; longer films space at most 200 tiles over their length, a
    whole number of groups apart. Only the fragments that give a tile are fetched from the sequence.
    """
    step = math.ceil(len(fragments) / MOST_TILES)
    track = read_track(init)
    tiles = [_tile(fragments[number], track) for number in range(0, len(fragments), step)]
    columns, rows = min(COLUMNS, len(tiles)), math.ceil(len(tiles) / COLUMNS)
    width, height = tiles[0].size
    return ScrubSheet(
        jpeg=_jpeg(_side_by_side(tiles, columns, rows)),
        columns=columns,
        rows=rows,
        tile_width=width,
        tile_height=height,
        interval_frames=step * frame_rate.gop,
        count=len(tiles),
    )


def _tile(fragment: bytes, track: Track) -> Image.Image:
    """The fragment's key frame, its longer side 160 pixels."""
    run = next(read_runs(fragment, track))
    picture = _decode_one(avcc_of(track.descriptions), bytes(run.bytes_of(fragment, 0, 1)))
    scale = LONG_SIDE / max(picture.width, picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    return Image.fromarray(picture.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray())


def _decode_one(avcc: bytes, key_frame: bytes) -> VideoFrame:
    decoder = av.CodecContext.create("h264", "r")
    decoder.thread_count = 1  # one picture: starting threads would cost more than it
    decoder.extradata = avcc
    return [*decoder.decode(av.Packet(key_frame)), *decoder.decode(None)][0]


def _side_by_side(tiles: Sequence[Image.Image], columns: int, rows: int) -> Image.Image:
    width, height = tiles[0].size
    sheet = Image.new("RGB", (columns * width, rows * height))
    for number, tile in enumerate(tiles):
        sheet.paste(tile, (number % columns * width, number // columns * height))
    return sheet


def _jpeg(sheet: Image.Image) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
