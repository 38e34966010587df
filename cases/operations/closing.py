"""Films that close, and what of them closes with them. Nothing here deletes: see `destroy_film`."""

import datetime

from django.utils import timezone

from cases.models import Case, Film, Participant, Share
from cases.policies import consent_reaches
from cases.querysets import FilmQuerySet
from media_pipeline.operations.jobs import ask_again_for_cuts, cancel_job, stop_jobs
from vig.accounts.models import User
from vig.audit.operations import record_event

from .service_rules import rules_of


def close_film(*, film: Film, by: User | None, why: Film.Closed, now: datetime.datetime) -> None:
    """Nobody watches it from here on, nor any clip of it; the work on it stops. Within the caller's transaction."""
    grace = rules_of(film.cycle.case.organisation).days_until_destroyed
    goes = None if why == Film.Closed.RESTRICTED else now + datetime.timedelta(days=grace)
    if not Film.objects.open().filter(pk=film.pk).update(closed_at=now, closed_why=why, destroy_at=goes):
        return
    cancel_job(recording=film.recording)  # so that it can be tried again, should the film open again
    stop_jobs(recording=film.recording)
    shares = Share.objects.filter(film=film) | Share.objects.filter(clip__film=film)
    shares.running().update(ended_at=now, ended_why=Share.Ended.FILM_CLOSED)
    record_event("cases.film_closed", actor=by, subject=film, case=str(film.cycle.case_id), why=why)


def end_shares_out_of_reach(*, case: Case, why: Share.Ended, now: datetime.datetime) -> int:
    """Shares of the case that no consent carries any more. They would show nothing; now they also say why."""
    ended = 0
    for share in Share.objects.of_case(case).running().not_reached():
        Share.objects.filter(pk=share.pk).update(ended_at=now, ended_why=why)
        record_event("cases.share_ended", actor=None, subject=share, case=str(case.pk), why=why)
        ended += 1
    return ended


def open_films_again(*, participant: Participant, by: User) -> None:
    """Somebody changed their mind before a film was gone: what consent reaches again is open again.

    One that rests as well is not destroyed either; it goes on resting.
    """
    theirs = Film.objects.filter(appearances__participant=participant)
    closed = theirs.filter(closed_why=Film.Closed.WITHDRAWN) | theirs.time_goes_on(timezone.localdate())
    open_as_far_as_consent_reaches(closed.distinct(), by=by)


def open_as_far_as_consent_reaches(films: FilmQuerySet, *, by: User | None) -> int:
    opened = 0
    for film in films.with_case():
        if consent_reaches(film) and open_film(film=film):
            record_event("cases.film_opened_again", actor=by, subject=film, case=str(film.cycle.case_id))
            opened += 1
    return opened


def open_film(*, film: Film) -> bool:
    """As it was before it closed; clips whose cutting its closing had stopped are cut now.

    False if it is closed for another reason by now, as when somebody asked a moment ago that it be left alone.
    """
    still = Film.objects.filter(pk=film.pk, closed_why=film.closed_why)
    if not still.update(closed_at=None, closed_why="", destroy_at=None):
        return False
    ask_again_for_cuts(recording=film.recording)
    return True
