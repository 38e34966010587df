"""One viewing, one row, one event: opening a film begins it, what is sent extends it, a few quiet minutes end it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.models import Clip, Film, Viewing
from cases.policies import why_sees
from cases.querysets import ViewingQuerySet
from cases.ranges import Span, joined
from vig.accounts.models import User
from vig.audit.operations import Thing, record_event

IDLE = timedelta(minutes=5)
"""Whoever asks for nothing for so long has stopped watching; what comes later is another viewing."""


@dataclass(frozen=True)
class Sent:
    """Frames of a film that went to somebody, between two moments; `clip` if they were asked for as part of it."""

    viewer: UUID
    film: UUID
    clip: UUID | None
    spans: list[Span]
    since: datetime
    until: datetime


@transaction.atomic
def watch_film(*, film: Film, by: User, clip: Clip | None = None) -> Viewing:
    """Somebody opens a film, or a clip of it: a viewing begins, or goes on where it was a moment ago."""
    now = timezone.now()
    return _viewing_under_way(film=film, viewer=by, clip=clip, since=now, until=now)


@transaction.atomic
def extend_viewings(sent: Iterable[Sent]) -> None:
    """Note what was sent. Where no viewing is under way, one begins; of a film deleted meanwhile nothing is noted."""
    for one in sorted(sent, key=lambda one: (one.viewer, one.film, str(one.clip))):  # all lock in one order
        _extend_viewing(one)


def _extend_viewing(sent: Sent) -> None:
    film = Film.objects.select_related("cycle__case").filter(pk=sent.film).first()
    viewer = User.objects.filter(pk=sent.viewer).first()
    if film is None or viewer is None:
        return
    clip = film.clips.filter(pk=sent.clip).first() if sent.clip else None
    viewing = _viewing_under_way(film=film, viewer=viewer, clip=clip, since=sent.since, until=sent.until)
    viewing.ranges = joined([*viewing.ranges, *sent.spans])
    viewing.last_at = max(viewing.last_at, sent.until)
    viewing.save(update_fields=["ranges", "last_at"])


def _viewing_under_way(*, film: Film, viewer: User, clip: Clip | None, since: datetime, until: datetime) -> Viewing:
    case = film.cycle.case
    fresh = {"case": case, "why": why_sees(viewer, case), "started_at": since, "last_at": until}
    which = {"viewer": viewer, "film": film, "clip": clip, "sealed_at": None}
    viewing, began = Viewing.objects.select_for_update().get_or_create(**which, defaults=fresh)
    if not began and viewing.last_at < since - IDLE:
        _seal(viewing, now=timezone.now())
        return Viewing.objects.create(**which, **fresh)
    return viewing


def seal_idle_viewings(*, now: datetime) -> int:
    """Put every viewing that is over into the audit; says how many."""
    idle = Viewing.objects.idle_since(now - IDLE)
    return sum(_seal_if(idle, viewing_id, now) for viewing_id in list(idle.values_list("pk", flat=True)))


@transaction.atomic
def seal_viewings_of(*, film: Film) -> None:
    """Before a film goes: who was watching it until now."""
    now = timezone.now()
    for viewing in Viewing.objects.open().select_for_update().filter(film=film):
        _seal(viewing, now=now)


@transaction.atomic
def _seal_if(still: ViewingQuerySet, viewing_id: UUID, now: datetime) -> bool:
    viewing = still.select_for_update().filter(pk=viewing_id).first()
    if viewing is None:
        return False
    _seal(viewing, now=now)
    return True


def _seal(viewing: Viewing, *, now: datetime) -> None:
    viewing.sealed_at = now
    viewing.save(update_fields=["sealed_at"])
    name, subject = ("cases.film_watched", Thing("cases.film", str(viewing.film_id)))
    if viewing.clip_id:
        name, subject = ("cases.clip_watched", Thing("cases.clip", str(viewing.clip_id)))
    record_event(
        name,
        actor=viewing.viewer,
        subject=subject,
        organisation=viewing.case.organisation_id,
        case=viewing.case_id,
        film=str(viewing.film_id),
        viewing=str(viewing.pk),
        why=viewing.why,
        started_at=viewing.started_at.isoformat(),
        last_at=viewing.last_at.isoformat(),
        frames=[list(span) for span in viewing.ranges],
    )
