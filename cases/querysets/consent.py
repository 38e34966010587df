"""Where consent reaches. One rule, asked here by filters and in `cases.policies.consent` by decisions."""

from __future__ import annotations

import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

if TYPE_CHECKING:
    from cases.models import Appearance, Consent, ConsentAnswer  # noqa: F401  named in quoted parameters

    Here: TypeAlias = OuterRef | object
    """A value, or a column of the row around the subquery."""


class ConsentQuerySet(models.QuerySet["Consent"]):
    def on(self, day: datetime.date) -> ConsentQuerySet:
        """Those that hold on `day`, whatever was answered."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=day),
            Q(ask_again_on__isnull=True) | Q(ask_again_on__gt=day),
            from_on__lte=day,
        )


class ConsentAnswerQuerySet(models.QuerySet["ConsentAnswer"]):
    def yes(self) -> ConsentAnswerQuerySet:
        """Given, and not taken back."""
        return self.filter(given=True, withdrawn_at__isnull=True)

    def live(self, day: datetime.date) -> ConsentAnswerQuerySet:
        consents = apps.get_model("cases", "Consent").objects.on(day)
        return self.yes().filter(consent__in=consents)

    def ending(self, *, after: datetime.date, by: datetime.date) -> ConsentAnswerQuerySet:
        """Yeses that end, or are to be asked anew, after one day and by another, and that no other yes outlasts."""
        soon = Q(consent__until_on__gt=after, consent__until_on__lte=by) | Q(
            consent__ask_again_on__gt=after, consent__ask_again_on__lte=by
        )
        outlasting = self.model._default_manager.live(by + datetime.timedelta(days=1)).filter(consent__every_film=True)
        others = outlasting.filter(consent__participant=OuterRef("consent__participant"), scope=OuterRef("scope"))
        return self.yes().filter(soon & ~Exists(others))

    def reaching(self, film: Here) -> ConsentAnswerQuerySet:
        """Those whose consent is for this film, or for every film of the case."""
        chosen = apps.get_model("cases", "Consent").films.through.objects.filter(film=film)
        return self.filter(Q(consent__every_film=True) | Q(consent__in=chosen.values("consent")))


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def within(self, start_frame: Here, end_frame: Here) -> AppearanceQuerySet:
        """Those with anything in the frames [start_frame, end_frame)."""
        return self.filter(Q(start_frame__isnull=True) | Q(start_frame__lt=end_frame, end_frame__gt=start_frame))

    def lacking(self, scope: Here = None, *, day: datetime.date) -> AppearanceQuerySet:
        """Of people who can be told and whose live consent does not reach the film, for its own scope and for `scope`.

        Every use rests on the consent under which the film was made; `scope` is what a use needs beside it.
        """
        scopes: list[Here] = [OuterRef("own_scope")] if scope is None else [OuterRef("own_scope"), scope]
        answers = apps.get_model("cases", "ConsentAnswer").objects.filter(consent__participant=OuterRef("participant"))
        live = answers.live(day).reaching(OuterRef(OuterRef("film")))
        refused = [Q(~Exists(live.filter(scope=each))) for each in scopes]
        return self.alias(own_scope=OWN_SCOPE).filter(reduce(or_, refused), identifiable=True)


OWN_SCOPE = Case(
    When(film__kind="shared_review", then=Value("review_filming")),
    default=Value("own_review"),
    output_field=models.CharField(),
)
"""In a row with a film: the scope under which it was made."""
