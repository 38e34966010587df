"""The register of a service: every film that is there or that was, by its case; no picture, no name, no word.

Films and tombstones are found together by their ids, a page at a time, and read in a constant number of queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.models import Consent, Film, Participant, Tombstone
from vig.accounts.models import Organisation
from vig.spreadsheets import Cell

A_MONTH = datetime.timedelta(days=30)
NO_END = datetime.date.max
MOST_LAPSING = 50
STATES = {
    "open": "Films that are open",
    "due": "Due within thirty days",
    "held": "Held",
    "closed": "Closed, to be destroyed",
    "lacking": "Consent is lacking",
    "unsaid": "Nobody said who is in it",
    "destroyed": "Destroyed",
}

Found = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True)
class Row:
    """One film, or what is left of one."""

    film: UUID
    case: str
    cycle: int
    what: str
    recorded_on: datetime.date
    keep_until: datetime.date | None = None
    longer: str = ""
    people: int | None = None
    lacking: int | None = None
    held: bool = False
    closed_on: datetime.date | None = None
    closed_why: str = ""
    destroy_on: datetime.date | None = None
    tombstone: Tombstone | None = None
    today: datetime.date = NO_END

    @property
    def overdue(self) -> bool:
        return self.keep_until is not None and self.keep_until <= self.today


def found_in_register(service: Organisation, *, state: str = "", case: str = "") -> Found:
    """Ids of films and tombstones: what is due next first, and what is gone last."""
    films = Film.objects.filter(cycle__case__organisation=service, cycle__case__pseudonym__icontains=case)
    gone = Tombstone.objects.filter(case__organisation=service, case__pseudonym__icontains=case)
    if state:
        films = of_state(films, state)
        gone = gone if state == "destroyed" else gone.none()
    standing = films.annotate(day=Coalesce("keep_until", Value(NO_END)), gone=Value(0, IntegerField()))
    fallen = gone.annotate(day=Value(NO_END), gone=Value(1, IntegerField()))
    columns = ("pk", "day", "recorded_on", "gone")
    both = standing.order_by().values_list(*columns).union(fallen.order_by().values_list(*columns), all=True)
    return both.order_by("gone", "day", "-recorded_on", "pk")


def of_state(films: Any, state: str) -> Any:
    today = timezone.localdate()
    match state:
        case "open":
            return films.open()
        case "due":
            return films.open().filter(keep_until__lte=today + A_MONTH)
        case "held":
            return films.held_openly()
        case "closed":
            return films.exclude(closed_at=None)
        case "lacking":
            return films.lacking_consent(today)
        case "unsaid":
            return films.filter(appearances=None)
    return films.none()


def rows_of(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    """In the order in which they were found, in three queries."""
    found, today = list(found), timezone.localdate()
    ids = [one[0] for one in found]
    films = Film.objects.filter(pk__in=ids).with_case().with_standing(today)
    rows = {film.pk: row_of_film(film, today) for film in films}
    rows |= {one.pk: row_of_tombstone(one) for one in Tombstone.objects.filter(pk__in=ids).with_proof()}
    return [rows[one] for one in ids if one in rows]


def row_of_film(film: Any, today: datetime.date) -> Row:
    """Of those read `with_standing`, which the types do not know."""
    return Row(
        film=film.pk,
        case=film.cycle.case.pseudonym,
        cycle=film.cycle.number,
        what=film.get_kind_display(),
        recorded_on=film.recorded_on,
        keep_until=film.keep_until,
        longer=film.get_longer_why_display(),
        people=film.people,
        lacking=film.lacking,
        held=film.is_held,
        closed_on=timezone.localdate(film.closed_at) if film.closed_at else None,
        closed_why=film.get_closed_why_display(),
        destroy_on=timezone.localdate(film.destroy_at) if film.destroy_at else None,
        today=today,
    )


def row_of_tombstone(tombstone: Tombstone) -> Row:
    return Row(
        film=tombstone.film,
        case=tombstone.case.pseudonym,
        cycle=tombstone.cycle_number,
        what=tombstone.what,
        recorded_on=tombstone.recorded_on,
        tombstone=tombstone,
    )


HEAD = (
    "Film (id)", "Case", "Cycle", "Kind", "Filmed on", "People in it", "Of whom consent is lacking", "Kept until",
    "Longer than the rules say", "Held", "Closed on", "Why closed", "To be destroyed on", "Destroyed on",
    "Why destroyed", "Destruction proved on",
)  # fmt: skip


def written(row: Row) -> Sequence[Cell]:
    """As a row of a spreadsheet."""
    gone = row.tombstone
    proved_at = gone.proof.proved_at if gone and gone.proof else None
    return (
        str(row.film),
        row.case,
        row.cycle,
        row.what,
        row.recorded_on,
        row.people,
        row.lacking,
        row.keep_until,
        row.longer,
        "" if gone else "yes" if row.held else "no",
        row.closed_on,
        row.closed_why,
        row.destroy_on,
        timezone.localdate(gone.decided_at) if gone else None,
        gone.get_why_display() if gone else "",
        timezone.localdate(proved_at) if proved_at else None,
    )


@dataclass(frozen=True)
class EndingConsent:
    case: str
    whose: str
    on: datetime.date
    asks_again: bool
    """Old enough to be asked themselves, rather than over."""


@dataclass(frozen=True)
class Lapsing:
    """What lapses within thirty days."""

    films: int
    consents: list[EndingConsent]
    more: int


def lapsing(service: Organisation) -> Lapsing:
    """In two queries, however much it is."""
    today = timezone.localdate()
    month = (today, today + A_MONTH)
    films = Film.objects.filter(cycle__case__organisation=service).open()
    ending = (
        Consent.objects.filter(
            Q(until_on__range=month) | Q(ask_again_on__range=month),
            participant__case__organisation=service,
            answers__given=True,
            answers__withdrawn_at=None,
        )
        .select_related("participant__case")
        .distinct()
        .order_by("pk")
    )
    consents = sorted((ending_of(consent, today) for consent in ending), key=lambda one: (one.on, one.case))
    return Lapsing(
        films=films.filter(keep_until__lte=month[1]).count(),
        consents=consents[:MOST_LAPSING],
        more=max(0, len(consents) - MOST_LAPSING),
    )


def ending_of(consent: Consent, today: datetime.date) -> EndingConsent:
    """By whichever of its two days comes first."""
    days = [(day, day is consent.ask_again_on) for day in (consent.until_on, consent.ask_again_on) if day]
    on, asks_again = min(one for one in days if one[0] >= today)
    return EndingConsent(consent.participant.case.pseudonym, whose(consent.participant), on, asks_again)


def whose(participant: Participant) -> str:
    """By their part, never by what they are called."""
    return str(participant.get_role_display())
