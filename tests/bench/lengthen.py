"""Makes a short film on the platform a long one, by storing its segments again and again with their times moved on.

Runs inside the platform (`manage.py shell`), because it needs the film's key.
"""

from collections.abc import Iterator
from pathlib import Path

from cases.models import Film
from media_pipeline import vault
from media_pipeline.engine.fragments import Fragment, FragmentSplitter
from media_pipeline.fragments import StoredFragments
from media_pipeline.keys import unwrap
from media_pipeline.models import Rendition, Segment
from tests.bench.workshop import REPEATED_SECONDS


def lengthen(film_id: str, times: int, plain: str) -> None:
    """The film becomes `times` as long; each rendition also lies unsealed in the folder `plain`."""
    recording = Film.objects.get(pk=film_id).recording
    key = unwrap(recording.key_ring, recording.wrapped_key)
    for rendition in recording.renditions.all():
        folder = Path(plain) / rendition.name
        folder.mkdir(parents=True)
        repeat(rendition, times, key=key, folder=folder)
    assert recording.frames
    assert recording.facts
    recording.frames *= times
    recording.facts["duration_ms"] *= times
    recording.save(update_fields=["frames", "facts"])


def repeat(rendition: Rendition, times: int, *, key: bytes, folder: Path) -> None:
    init = vault.get(rendition.init_object, key=key, size=rendition.init_size)
    (folder / "init.mp4").write_bytes(init)
    stored = list(StoredFragments(rendition.segments.all(), key=key))
    fragments = list(repeated(init, stored, times))
    if fragments[-1].start_ticks + fragments[-1].duration_ticks != times * REPEATED_SECONDS * rendition.timescale:
        raise ValueError(
            f"{rendition.name} is not {REPEATED_SECONDS} s long, so that its repetitions would drift apart"
        )
    for fragment in fragments:
        (folder / f"{fragment.number}.m4s").write_bytes(fragment.payload)
    Segment.objects.bulk_create(segment_of(rendition, fragment, key=key) for fragment in fragments[len(stored) :])


def repeated(init: bytes, stored: list[bytes], times: int) -> Iterator[Fragment]:
    number = start = 0
    for _ in range(times):
        splitter = FragmentSplitter(first_number=number, start_ticks=start)
        for fragment in splitter.feed(init + b"".join(stored)):
            yield fragment
            number, start = fragment.number + 1, fragment.start_ticks + fragment.duration_ticks


def segment_of(rendition: Rendition, fragment: Fragment, *, key: bytes) -> Segment:
    return Segment(
        rendition=rendition,
        number=fragment.number,
        start=fragment.start_ticks,
        duration=fragment.duration_ticks,
        size=len(fragment.payload),
        object_name=vault.put(fragment.payload, key=key),
    )
