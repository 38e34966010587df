"""From an uploaded file to a film that can be watched, scrubbed and cut."""

import json
import logging
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from media_pipeline import scanner, vault
from media_pipeline.engine.failures import TranscodeCancelled, UnusableFilm
from media_pipeline.engine.probe import FilmFacts, probe_film
from media_pipeline.engine.scrub import make_scrub_sheet
from media_pipeline.engine.transcode import TranscodeResult, transcode
from media_pipeline.fragments import StoredFragments
from media_pipeline.keys import unwrap
from media_pipeline.models import Recording, Rendition
from media_pipeline.original import OriginalFilm, sha256_of

from .claims import Claim, claim, this_worker
from .jobs import wake_cuts
from .storing import EncoderChanged, FilmStore, start_over, store_object

logger = logging.getLogger(__name__)

SCANNING = "Checking the film for viruses"
WAITING_FOR_THE_SCANNER = "Waiting for the virus scanner"
LOOKING = "Looking at the film"
PREPARING_SCRUBBING = "Preparing pictures for scrubbing"
TAKING_ITS_FINGERPRINT = "Taking its fingerprint"


def process_recording(job_id: UUID) -> None:
    """Go on from whatever earlier attempts have stored. Faults of the machine leave it, with the job put back."""
    held = claim(job_id, worker=this_worker())
    if held is None:
        return
    with held:
        try:
            _make_ready_or_say_why_not(held)
        except TranscodeCancelled:
            held.let_go()


def _make_ready_or_say_why_not(held: Claim) -> None:
    try:
        _make_ready(held)
    except UnusableFilm as unusable:
        _save_fingerprint(held)
        held.fail(code=unusable.code, sentence=unusable.message)
    except scanner.ScannerAway as away:
        logger.warning("Job %s waits: %s", held.job.pk, away)
        held.say(WAITING_FOR_THE_SCANNER, 0)
        waited = timezone.now() - held.job.created_at
        held.wait(until=timezone.now() + timedelta(seconds=seconds_until_asked_again(waited.total_seconds())))


def seconds_until_asked_again(waited: float) -> float:
    """Soon at first, then a quarter of the time that the film has waited already, and every ten minutes at least."""
    return min(600.0, max(10.0, waited / 4))


def _make_ready(held: Claim) -> None:
    film = OriginalFilm(held.recording)
    _scan(held, film)
    held.say(LOOKING, 0)
    facts = probe_film(film, longest_seconds=settings.VIG_LONGEST_FILM_SECONDS)
    _save_facts(held, facts)
    try:
        result = _transcode(held, film, facts)
    except EncoderChanged:
        start_over(held)
        result = _transcode(held, film, facts)
    _complete_renditions(held, result)
    held.say(PREPARING_SCRUBBING, 980)
    _store_scrub_sheet(held, facts)
    _save_fingerprint(held)
    with held.commit():
        Recording.objects.filter(pk=held.recording.pk).update(state=Recording.State.READY)
        wake_cuts(recording=held.recording)
        held.finish()


def _scan(held: Claim, film: OriginalFilm) -> None:
    """Before anything is decoded, where the service has a scanner. What has facts was scanned before it got them."""
    if settings.VIG_CLAMD and not held.recording.facts:
        held.say(SCANNING, 0)
        scanner.ask_whether_clean(settings.VIG_CLAMD, film.read_at, stopped=held.cancelled)


def _save_facts(held: Claim, facts: FilmFacts) -> None:
    with held.commit():
        Recording.objects.filter(pk=held.recording.pk).update(
            facts=json.loads(facts.to_json()),
            frame_rate_numerator=facts.frame_rate.numerator,
            frame_rate_denominator=facts.frame_rate.denominator,
            frames=facts.frames,
            width=facts.width,
            height=facts.height,
        )


def _transcode(held: Claim, film: OriginalFilm, facts: FilmFacts) -> TranscodeResult:
    store = FilmStore(held, facts=facts)
    return transcode(film, facts, sink=store, stored=store.stored, cancelled=held.cancelled)


def _save_fingerprint(held: Claim) -> None:
    """The original's SHA-256, by which a certificate of its destruction can name it. Last: nobody waits for it."""
    recording = held.recording
    if recording.sha256:
        return
    held.say(TAKING_ITS_FINGERPRINT, 990)
    fingerprint = sha256_of(OriginalFilm(recording), stopped=held.cancelled)
    with held.commit():
        Recording.objects.filter(pk=recording.pk).update(sha256=fingerprint)


def _complete_renditions(held: Claim, result: TranscodeResult) -> None:
    """From here on the film is as long as what was really made of it, whatever the file had promised."""
    recording = held.recording
    with held.commit():
        recording.renditions.update(complete=True)
        Recording.objects.filter(pk=recording.pk).update(frames=result.frames, damaged_places=result.damaged_places)


def _store_scrub_sheet(held: Claim, facts: FilmFacts) -> None:
    recording = held.recording
    key = unwrap(recording.key_ring, recording.wrapped_key)
    lo = recording.renditions.get(name=Rendition.Name.LO)
    sheet = make_scrub_sheet(
        init=vault.get(lo.init_object, key=key, size=lo.init_size),
        fragments=StoredFragments(lo.segments.all(), key=key),
        frame_rate=facts.frame_rate,
    )
    layout = asdict(sheet)
    jpeg = layout.pop("jpeg")
    with store_object(jpeg, held=held, key=key) as name:
        Recording.objects.filter(pk=recording.pk).update(scrub_object=name, scrub_size=len(jpeg), scrub_layout=layout)
