"""Films that play without having been filmed: rows and a few sealed bytes."""

from cases.models import Clip, Film
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import Rendition, Segment

RATE = 25


def make_playable(film: Film, *, seconds: int) -> Film:
    recording = film.recording
    key = unwrap(recording.key_ring, bytes(recording.wrapped_key))
    recording.frames, recording.frame_rate_numerator, recording.frame_rate_denominator = seconds * RATE, RATE, 1
    recording.state = recording.State.READY
    recording.save()
    for name, timescale in (("hi", 25000), ("sound", 48000)):
        rendition = Rendition.objects.create(
            recording=recording, name=name, profile=1, init_object=vault.put(b"init", key=key), init_size=4,
            codec="avc1.64001f", width=1280, height=720, timescale=timescale,
        )  # fmt: skip
        for number in range(seconds):
            Segment.objects.create(
                rendition=rendition, number=number, start=number * timescale, duration=timescale, size=5,
                object_name=vault.put(b"bytes", key=key),
            )  # fmt: skip
    return film


def a_clip(film: Film, *, start_frame: int, end_frame: int) -> Clip:
    return film.clips.create(
        number=film.clips.count() + 1, start_frame=start_frame, end_frame=end_frame, marked_by=film.added_by
    )
