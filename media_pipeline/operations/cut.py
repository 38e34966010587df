"""A file of exactly the frames of a clip, sealed under a key of its own."""

import math
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from media_pipeline import vault
from media_pipeline.engine import cut as engine
from media_pipeline.engine.cut_plan import FrameRange
from media_pipeline.fragments import StoredFragments
from media_pipeline.keys import new_data_key, unwrap
from media_pipeline.models import Cut, CutPart, Job, Recording, Rendition
from media_pipeline.playlists import frame_rate

from .claims import Claim, LeaseLost, claim, this_worker
from .jobs import enqueue
from .sealed_parts import SealedParts

BEYOND_THE_END = "This clip reaches beyond the end of the film. Move its end to where the film ends, and save it again."

WHILE_FILM_GROWS = timedelta(seconds=5)
UNTIL_FILM_IS_TRIED_AGAIN = timedelta(hours=1)
"""Only in case nobody wakes the job: that is done as soon as the film is ready."""


class FilmNotThatFar(Exception):
    """The frames are not made yet."""


class BeyondTheEnd(Exception):
    """The film is complete and ends before the clip does."""


def ask_for_cut(*, recording: Recording, start_frame: int, end_frame: int) -> Cut:
    """In the caller's transaction. A cut never changes: a clip whose range does gets another one."""
    _, wrapped = new_data_key(recording.key_ring)
    cut = Cut.objects.create(recording=recording, wrapped_key=wrapped, start_frame=start_frame, end_frame=end_frame)
    enqueue(kind=Job.Kind.CUT_CLIP, recording=recording, cut=cut)
    return cut


def cut_clip(job_id: UUID) -> None:
    """Faults of the machine leave it, with the job put back."""
    held = claim(job_id, worker=this_worker())
    if held is None:
        return
    with held:
        try:
            _cut(held)
        except FilmNotThatFar:
            growing = held.recording.state == Recording.State.PROCESSING
            held.wait(until=timezone.now() + (WHILE_FILM_GROWS if growing else UNTIL_FILM_IS_TRIED_AGAIN))
        except BeyondTheEnd:
            held.fail(code="beyond_the_end", sentence=BEYOND_THE_END)


def _cut(held: Claim) -> None:
    cut = held.job.cut
    assert cut is not None  # noqa: S101  the database's constraint job_has_a_cut_if_it_cuts
    source = FramesOfFilm(cut.recording, start_frame=cut.start_frame, end_frame=cut.end_frame)
    with held.commit():
        Cut.objects.filter(pk=cut.pk).update(state=Cut.State.CUTTING)
    parts = SealedParts(key=unwrap(cut.recording.key_ring, cut.wrapped_key))
    try:
        result = source.cut_into(parts)
        parts.close()
        _swap_in(held, cut, parts, result)
    except LeaseLost:
        parts.remove()
        raise


def _swap_in(held: Claim, cut: Cut, parts: SealedParts, result: engine.CutResult) -> None:
    rows = [CutPart(cut=cut, start=start, size=size, object_name=name) for start, size, name in parts.places()]
    with held.commit():
        CutPart.objects.bulk_create(rows)
        Cut.objects.filter(pk=cut.pk).update(
            state=Cut.State.READY, size=result.size, reencoded_frames=result.reencoded_frames
        )
        held.finish()


@dataclass(frozen=True)
class _Track:
    init: bytes
    fragments: StoredFragments


class FramesOfFilm:
    """The stretch of a recording's renditions that covers the frames. Raises FilmNotThatFar or BeyondTheEnd."""

    def __init__(self, recording: Recording, *, start_frame: int, end_frame: int) -> None:
        if not recording.facts:
            raise FilmNotThatFar
        self._frames = FrameRange(frame_rate(recording), start_frame, end_frame)
        self._key = unwrap(recording.key_ring, recording.wrapped_key)
        self._renditions = {rendition.name: rendition for rendition in recording.renditions.all()}
        self._film_is_complete = any(rendition.complete for rendition in self._renditions.values())
        self._picture = self._picture_track()
        self._sound = self._sound_track() if recording.facts["sound"] else None

    def cut_into(self, out: engine.Sink) -> engine.CutResult:
        return engine.cut_clip(
            frame_rate=self._frames.rate,
            start_frame=self._frames.start,
            end_frame=self._frames.end,
            picture_init=self._picture.init,
            picture=self._picture.fragments,
            sound_init=self._sound.init if self._sound else None,
            sound=self._sound.fragments if self._sound else (),
            out=out,
        )

    def _picture_track(self) -> _Track:
        hi = self._renditions.get(Rendition.Name.HI)
        if hi is None:
            raise FilmNotThatFar
        if not self._reaches_the_end(hi):
            raise BeyondTheEnd if self._film_is_complete else FilmNotThatFar
        return self._track(hi)

    def _sound_track(self) -> _Track | None:
        """Sound may end before the picture, or turn out to hold nothing; that is known once the film is complete."""
        sound = self._renditions.get(Rendition.Name.SOUND)
        if not self._film_is_complete and (sound is None or not self._reaches_the_end(sound)):
            raise FilmNotThatFar
        return self._track(sound) if sound else None

    def _reaches_the_end(self, rendition: Rendition) -> bool:
        last = rendition.segments.order_by("number").last()
        _, end = self._frames.ticks(rendition.timescale)
        return last is not None and last.start + last.duration >= end

    def _track(self, rendition: Rendition) -> _Track:
        start, end = self._frames.ticks(rendition.timescale)
        segments = rendition.segments.covering(start=math.floor(start), end=math.ceil(end))
        return _Track(
            init=vault.get(rendition.init_object, key=self._key, size=rendition.init_size),
            fragments=StoredFragments(segments, key=self._key),
        )
