"""`Film.keep_until`: set anew whenever something changes that it rests on, and by the sweeper every hour."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from cases.models import Film, RetentionRule, Terms
from cases.policies import Rules, consent_reaches, due_on
from cases.querysets import FilmQuerySet
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event

from .closing import open_film

AT_ONCE = 500


def rules_in(organisations: Iterable[Organisation]) -> Mapping[UUID, Rules]:
    """By service and kind: what each has decided."""
    rules: defaultdict[UUID, dict[str, Terms]] = defaultdict(dict)
    for rule in RetentionRule.objects.filter(organisation__in=organisations):
        rules[rule.organisation_id][rule.kind] = rule.terms
    return rules


@transaction.atomic
def set_clocks(films: FilmQuerySet) -> int:
    """As the rules of now say. Answers how many moved."""
    rules = rules_in(Organisation.objects.filter(cases__cycles__films__in=films).distinct())
    moved = []
    for film in films.with_case().order_by("pk").iterator(AT_ONCE):
        keep_until = due_on(film, rules.get(film.cycle.case.organisation_id, {}))
        if keep_until != film.keep_until:
            film.keep_until = keep_until
            moved.append(film)
    Film.objects.bulk_update(moved, ["keep_until"], batch_size=AT_ONCE)
    return len(moved)


def set_every_clock(*, now: datetime.datetime) -> int:
    """For the sweeper: whatever moved a clock without setting it."""
    return set_clocks(Film.objects.all())


def open_films_whose_time_goes_on(films: FilmQuerySet, *, day: datetime.date, by: User | None) -> int:
    """Those that were closed because their time was over, which it is no longer, as far as consent reaches them."""
    opened = 0
    for film in films.filter(closed_why=Film.Closed.RETENTION, keep_until__gt=day).with_case():
        if consent_reaches(film):
            open_film(film=film)
            record_event("cases.film_opened_again", actor=by, subject=film, case=str(film.cycle.case_id))
            opened += 1
    return opened
