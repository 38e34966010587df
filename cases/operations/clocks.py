"""`Film.keep_until`: set anew whenever something changes that it rests on, and by the sweeper every hour."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.models import Cycle, Film, RetentionRule, Terms, Tombstone
from cases.policies import Rules, due_on
from cases.querysets import FilmQuerySet
from vig.accounts.models import Organisation, User

from .closing import open_as_far_as_consent_reaches

AT_ONCE = 500


def rules_in(organisations: Iterable[Organisation]) -> Mapping[UUID, Rules]:
    """By service and kind: what each has decided."""
    rules: defaultdict[UUID, dict[str, Terms]] = defaultdict(dict)
    for rule in RetentionRule.objects.filter(organisation__in=organisations):
        rules[rule.organisation_id][rule.kind] = rule.terms
    return rules


def set_reviewed_on(cycle: Cycle) -> None:
    """The day of its latest shared review that was filmed, also one that is gone."""
    review = Film.Kind.SHARED_REVIEW
    days = [*cycle.films.filter(kind=review).values_list("recorded_on", flat=True)]
    gone = Tombstone.objects.filter(case=cycle.case_id, cycle_number=cycle.number, kind=review)
    Cycle.objects.filter(pk=cycle.pk).update(
        reviewed_on=max([*days, *gone.values_list("recorded_on", flat=True)], default=None)
    )


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
    """For the sweeper: whatever moved a clock without setting it. Some at a time, since others wait to write."""
    moved, last = 0, UUID(int=0)
    while pks := list(Film.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        some, last = Film.objects.filter(pk__in=pks), pks[-1]
        moved += set_clocks(some)
        open_films_whose_time_goes_on(some, day=timezone.localdate(now), by=None)
    return moved


@transaction.atomic
def open_films_whose_time_goes_on(films: FilmQuerySet, *, day: datetime.date, by: User | None) -> int:
    """Those that were closed because their time was over, which it is no longer, as far as consent reaches them."""
    return open_as_far_as_consent_reaches(films.time_goes_on(day), by=by)
