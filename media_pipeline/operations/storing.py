"""Where a transcode's results go: sealed into the vault, then into a row that makes them playable."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.codecs import codec_of
from media_pipeline.engine.fragments import Fragment
from media_pipeline.engine.probe import FilmFacts
from media_pipeline.engine.samples import read_track
from media_pipeline.keys import unwrap
from media_pipeline.models import Recording, Rendition, Segment

from .claims import Claim, LeaseLost

PROFILE = 1
"""Goes up whenever the engine encodes otherwise, so that no rendition is half of one kind and half of another."""

MAKING_READY = "Making it ready to watch"
FIRST_PROGRESS, LAST_PROGRESS = 20, 970


class EncoderChanged(Exception):
    """What is stored was made otherwise than what comes now: the two cannot be one rendition."""


class FilmStore:
    """The engine's `TranscodeSink` for one claim. An object without a row is nobody's and is swept some day."""

    def __init__(self, held: Claim, *, facts: FilmFacts) -> None:
        """Raises EncoderChanged."""
        self._held = held
        self._recording = held.recording
        self._frames = facts.frames
        self._key = unwrap(self._recording.key_ring, self._recording.wrapped_key)
        self._renditions = {one.name: one for one in self._recording.renditions.all()}
        if any(one.profile != PROFILE for one in self._renditions.values()):
            raise EncoderChanged
        self.stored = dict(self._recording.renditions.values_list("name").annotate(Count("segments")))
        expected = ["hi", "lo", "sound"] if facts.sound else ["hi", "lo"]
        self._awaited = {name for name in expected if not self.stored.get(name)}
        self._made_headway = False

    def init(self, rendition: str, payload: bytes) -> None:
        known = self._renditions.get(rendition)
        if known is None:
            self._renditions[rendition] = self._begin_rendition(rendition, payload)
        elif vault.get(known.init_object, key=self._key, size=known.init_size) != payload:
            raise EncoderChanged

    def fragment(self, rendition: str, fragment: Fragment) -> None:
        with self._object(fragment.payload) as name:
            Segment.objects.create(
                rendition=self._renditions[rendition],
                number=fragment.number,
                start=fragment.start_ticks,
                duration=fragment.duration_ticks,
                size=len(fragment.payload),
                object_name=name,
            )
            self._note_arrival(rendition)

    def poster(self, jpeg: bytes) -> None:
        """The first one stays: a resumed run takes its poster from later in the film."""
        if not self._recording.poster_object:
            with self._object(jpeg) as name:
                self._save(poster_object=name, poster_size=len(jpeg))

    def peaks(self, data: bytes) -> None:
        if not self._recording.peaks_object:
            with self._object(data) as name:
                self._save(peaks_object=name, peaks_size=len(data))

    def progress(self, frames_done: int) -> None:
        share = (LAST_PROGRESS - FIRST_PROGRESS) * frames_done // self._frames
        self._held.say(MAKING_READY, min(FIRST_PROGRESS + share, LAST_PROGRESS))

    def _begin_rendition(self, name: str, payload: bytes) -> Rendition:
        track = read_track(payload)
        with self._object(payload) as object_name:
            return Rendition.objects.create(
                recording=self._recording,
                name=name,
                profile=PROFILE,
                init_object=object_name,
                init_size=len(payload),
                codec=codec_of(track),
                width=track.width or None,
                height=track.height or None,
                timescale=track.timescale,
            )

    def _note_arrival(self, rendition: str) -> None:
        if not self._made_headway:
            self._held.made_headway()
            self._made_headway = True
        self._awaited.discard(rendition)
        if not self._awaited and self._recording.playable_at is None:
            self._save(playable_at=timezone.now())

    def _save(self, **values: object) -> None:
        Recording.objects.filter(pk=self._recording.pk).update(**values)
        for field, value in values.items():
            setattr(self._recording, field, value)

    @contextmanager
    def _object(self, payload: bytes) -> Iterator[str]:
        with store_object(payload, held=self._held, key=self._key) as name:
            yield name


@contextmanager
def store_object(payload: bytes, *, held: Claim, key: bytes) -> Iterator[str]:
    """Seal `payload`, then commit the rows that name it if the job is still ours; nothing stays if it is not."""
    name = vault.put(payload, key=key)
    try:
        with held.commit():
            yield name
    except LeaseLost:
        vault.remove([name])
        raise


def start_over(held: Claim) -> None:
    """Forget everything that was made of the film, but not the film."""
    recording = held.recording
    with held.commit():
        segments = Segment.objects.filter(rendition__recording=recording)
        names = [
            *segments.values_list("object_name", flat=True),
            *recording.renditions.values_list("init_object", flat=True),
            *filter(None, [recording.poster_object, recording.peaks_object, recording.scrub_object]),
        ]
        recording.renditions.all().delete()
        recording.playable_at = None
        recording.poster_object = recording.peaks_object = recording.scrub_object = ""
        recording.save(update_fields=["playable_at", "poster_object", "peaks_object", "scrub_object"])
        transaction.on_commit(partial(vault.remove, names))
