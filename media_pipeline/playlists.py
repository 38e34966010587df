"""HLS playlists, written from rows in one query each. Who may have them, and their addresses, is decided above.

The playlist of a clip lists the film's own segments that cover it, so a clip plays as soon as it is marked. Segments
are whole, so up to a second before and after the clip comes with them, and the player clamps to the exact frames: with
`gop = round(frames a second)`, the picture playlist begins at frame `start_frame // gop * gop`, which is time 0 for
the player. It therefore shows its own frames from `start_frame % gop` on, `end_frame - start_frame` of them.
EXT-X-START takes players that know nothing of us to the first frame.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import BigIntegerField, F, FloatField, Max, Sum
from django.db.models.functions import Cast

from .engine.timing import FrameRate
from .models import Recording, Rendition, Segment

HEAD = ("#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS")
# It may never change while a playlist grows. Segments last about a second, the last one of a track a little more.
TARGET_DURATION = 2
SOUND_GROUP = "sound"

Row = tuple[int, int, int]  # number, start, duration


def film_master_playlist(recording: Recording, *, rendition_url: Callable[[str], str]) -> str:
    """The renditions of a film that have something to play. `rendition_url` gets "hi", "lo" or "sound"."""
    streams = _streams(recording)
    sound = streams.pop(Rendition.Name.SOUND, None)
    lines = list(HEAD)
    if sound:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{SOUND_GROUP}",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="2",URI="{rendition_url(sound.name)}"'
        )
    for picture in streams.values():
        lines += [_stream_line(recording, picture, sound), rendition_url(picture.name)]
    return _text(lines)


def film_media_playlist(rendition: Rendition, *, segment_url: Callable[[int], str], init_url: str) -> str:
    """A whole rendition: growing while it is made, complete afterwards. `segment_url` is called for each segment."""
    rows = rendition.segments.order_by("number").values_list("number", "start", "duration")
    kind = "VOD" if rendition.complete else "EVENT"
    # Whoever opens a film that is still being made sees it from its beginning, not from its newest second.
    beginning = [] if rendition.complete else ["#EXT-X-START:TIME-OFFSET=0"]
    lines = [*HEAD, f"#EXT-X-PLAYLIST-TYPE:{kind}", f"#EXT-X-TARGETDURATION:{TARGET_DURATION}", *beginning]
    lines += _segment_lines(rows, timescale=rendition.timescale, segment_url=segment_url, init_url=init_url)
    return _text([*lines, "#EXT-X-ENDLIST"] if rendition.complete else lines)


def clip_media_playlist(
    rendition: Rendition, *, start_frame: int, end_frame: int, segment_url: Callable[[int], str], init_url: str
) -> str:
    """The segments that cover the frames [start_frame, end_frame) of the rendition's recording."""
    rate = frame_rate(rendition.recording)
    rows = list(
        rendition.segments.covering(
            start=math.floor(start_frame / rate.fraction * rendition.timescale),
            end=math.ceil(end_frame / rate.fraction * rendition.timescale),
        )
        .order_by("number")
        .values_list("number", "start", "duration")
    )
    lines = [*HEAD, "#EXT-X-PLAYLIST-TYPE:VOD", f"#EXT-X-TARGETDURATION:{TARGET_DURATION}"]
    if rows:
        first_number, first_start, _ = rows[0]
        ahead = start_frame / rate.fraction - Fraction(first_start, rendition.timescale)
        lines.append(f"#EXT-X-MEDIA-SEQUENCE:{first_number}")
        lines.append(f"#EXT-X-START:TIME-OFFSET={max(0.0, float(ahead)):.9f},PRECISE=YES")
    lines += _segment_lines(rows, timescale=rendition.timescale, segment_url=segment_url, init_url=init_url)
    return _text([*lines, "#EXT-X-ENDLIST"])


def frames_of(segment: Segment, recording: Recording) -> tuple[int, int]:
    """The frames [start, end) that a segment shows, or sounds through."""
    rate = frame_rate(recording).fraction / segment.rendition.timescale
    return math.floor(segment.start * rate), math.ceil((segment.start + segment.duration) * rate)


def frame_rate(recording: Recording) -> FrameRate:
    """The constant rate at which a probed recording is served."""
    if recording.frame_rate_numerator is None or recording.frame_rate_denominator is None:
        raise ValueError(f"the frame rate of {recording.pk} is not known yet")
    return FrameRate(recording.frame_rate_numerator, recording.frame_rate_denominator)


@dataclass(frozen=True)
class _Stream:
    """A rendition as the master playlist describes it; rates in bits a second."""

    name: str
    codec: str
    shape: str
    peak: int
    mean: int


def _streams(recording: Recording) -> dict[str, _Stream]:
    rows = recording.renditions.annotate(
        peak=Max(Cast("segments__size", FloatField()) / F("segments__duration")),
        size=Sum("segments__size", output_field=BigIntegerField()),
        ticks=Sum("segments__duration", output_field=BigIntegerField()),
    ).filter(ticks__gt=0)
    return {
        name: _Stream(
            name, codec, f"{width}x{height}", math.ceil(peak * 8 * timescale), math.ceil(size / ticks * 8 * timescale)
        )
        for name, codec, width, height, timescale, peak, size, ticks in rows.order_by("name").values_list(
            "name", "codec", "width", "height", "timescale", "peak", "size", "ticks"
        )
    }


def _stream_line(recording: Recording, picture: _Stream, sound: _Stream | None) -> str:
    both = [picture, sound] if sound else [picture]
    return (
        f"#EXT-X-STREAM-INF:BANDWIDTH={sum(one.peak for one in both)},"
        f"AVERAGE-BANDWIDTH={sum(one.mean for one in both)},"
        f'CODECS="{",".join(one.codec for one in both)}",RESOLUTION={picture.shape},'
        f"FRAME-RATE={float(frame_rate(recording)):.3f}" + (f',AUDIO="{SOUND_GROUP}"' if sound else "")
    )


def _segment_lines(
    rows: Iterable[Row], *, timescale: int, segment_url: Callable[[int], str], init_url: str
) -> list[str]:
    lines = [f'#EXT-X-MAP:URI="{init_url}"']
    for number, _, duration in rows:
        lines.append(f"#EXTINF:{duration / timescale:.9f},")
        lines.append(segment_url(number))
    return lines


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
