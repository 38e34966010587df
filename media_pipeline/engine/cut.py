"""Cut a film to the frame without encoding it again.

The renditions have no B-frames, so a clip's end is cut by leaving pictures out. Only its head, when it does not begin
on a key frame, is encoded again: less than a second, with the rendition's own settings. Should x264 describe the head
otherwise than the rendition (other SPS or PPS), the two cannot share a track, and the whole range is encoded again;
the result says so. What lies outside the range is never in the file, not even hidden by an edit list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .clip_file import chunks_in_file_order, header
from .cut_plan import CutImpossible, FrameRange, TrackPlan, plan_picture, plan_sound
from .samples import MalformedFragment
from .timing import FrameRate

__all__ = ["CutImpossible", "CutResult", "Sink", "cut_clip"]


class Sink(Protocol):
    """Takes the clip's bytes in their order; it need not seek."""

    def write(self, data: bytes | memoryview, /) -> object: ...


@dataclass(frozen=True)
class CutResult:
    """What was written. `reencoded_frames` is less than a second's worth unless everything had to be encoded again."""

    frames: int
    reencoded_frames: int
    size: int
    has_sound: bool


def cut_clip(
    *,
    frame_rate: FrameRate,
    start_frame: int,
    end_frame: int,
    picture_init: bytes,
    picture: Sequence[bytes],
    sound_init: bytes | None = None,
    sound: Sequence[bytes] = (),
    out: Sink,
) -> CutResult:
    """Write the frames [start_frame, end_frame) as a progressive MP4 into `out`, first byte to last.

    `picture` holds the fragments that cover the range, one group of pictures each, the first one beginning at frame
    `start_frame // gop * gop`. `sound` holds AAC fragments whose own times are the film's; those around the range
    suffice. Each sequence is read twice, in order, one fragment at a time, so it may fetch on demand: memory holds one
    fragment and the sizes of the samples. (Encoding everything again, the rare case, holds the clip once.)

    Packets of sound are kept whole, if they lie inside the range: sound begins up to 21 ms after the first picture, at
    its true time, and never outlasts the last one. Raises CutImpossible before anything is written.
    """
    if not 0 <= start_frame < end_frame:
        raise CutImpossible(f"frames {start_frame} to {end_frame} are no range")
    frames = FrameRange(frame_rate, start_frame, end_frame)
    try:
        tracks = [plan_picture(frames, init=picture_init, fragments=picture)]
        if sound_init is not None and (heard := plan_sound(frames, init=sound_init, fragments=sound)):
            tracks.append(heard)
    except MalformedFragment as error:
        raise CutImpossible(str(error)) from error
    return CutResult(
        frames=len(frames), reencoded_frames=tracks[0].reencoded, size=_write(tracks, out), has_sound=len(tracks) > 1
    )


def _write(tracks: Sequence[TrackPlan], out: Sink) -> int:
    layouts = [track.layout for track in tracks]
    first = header(layouts)
    out.write(first)
    for track, chunk in chunks_in_file_order(layouts):
        out.write(tracks[track].bytes_of_chunk(chunk))
    return len(first) + sum(sum(layout.sizes) for layout in layouts)
