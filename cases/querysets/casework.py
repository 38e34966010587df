"""Reading cases, cycles, films and clips; `visible_to` is the only filter by who is asking."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from .assent import film_rests
from .consent import AppearanceQuerySet
from .sight import clip_shared_with, film_shared_with, seen_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.models import Case, Clip, Cycle, Film, Participant, Viewing  # noqa: F401  named in quoted parameters
    from vig.accounts.models import Organisation, User


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User | AnonymousUser) -> CaseQuerySet:
        return self.filter(seen_by(user, case="pk"))

    def open(self) -> CaseQuerySet:
        return self.filter(state="open")

    def worked_on_by(self, user: User | AnonymousUser) -> CaseQuerySet:
        """Those that `user` guides or covers for at this moment; not by an emergency look."""
        held = apps.get_model("cases", "CaseAccess").objects.held_by(user).exclude(why="emergency")
        return self.filter(pk__in=held.values("case"))

    def of_service(self, service: Organisation) -> CaseQuerySet:
        return self.filter(organisation=service)

    def with_guides(self) -> CaseQuerySet:
        """`guides` of each, at this moment; open cases without one first, then by reference."""
        guiding = apps.get_model("cases", "CaseAccess").objects.in_force().filter(why="guides")
        lost = Q(~Exists(guiding.filter(case=OuterRef("pk"))), state="open")
        people = Prefetch("accesses", queryset=guiding.select_related("user"), to_attr="guides")
        in_order = self.alias(lost=ExpressionWrapper(lost, BooleanField())).order_by("-lost", "pseudonym")
        return in_order.prefetch_related(people)

    def search(self, words: str) -> CaseQuerySet:
        """Cases that have every word in the pseudonym or in a helping question."""
        asked = apps.get_model("cases", "HelpingQuestion").objects.filter(case=OuterRef("pk"))
        found = self
        for word in words.split():
            found = found.filter(Q(pseudonym__icontains=word) | Exists(asked.filter(text__icontains=word)))
        return found

    def with_overview(self) -> CaseQuerySet:
        """What a row of "my cases" shows, in a constant number of queries."""
        counted = self.annotate(
            cycle_count=Count("cycles", distinct=True), film_count=Count("cycles__films", distinct=True)
        )
        return counted.prefetch_related("helping_questions", "participants").order_by("-created_at")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def central(self) -> ParticipantQuerySet:
        """The person and the partner, whom every film is about unless it is said otherwise."""
        return self.exclude(role="other")


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User | AnonymousUser) -> CycleQuerySet:
        return self.filter(seen_by(user, case="case"))

    def with_films(self) -> CycleQuerySet:
        counted = apps.get_model("cases", "Film").objects.annotate(clip_count=Count("clips"))
        films = counted.select_related("recording").order_by("created_at")
        return self.prefetch_related(Prefetch("films", queryset=films))


class FilmQuerySet(models.QuerySet["Film"]):
    def worked_on_by(self, user: User | AnonymousUser) -> FilmQuerySet:
        """Of the cases that `user` has access to."""
        return self.filter(seen_by(user, case="cycle__case"))

    def visible_to(self, user: User | AnonymousUser) -> FilmQuerySet:
        """Those, and what was shared with `user` as long as consent reaches it."""
        return self.filter(Q(seen_by(user, case="cycle__case")) | Q(film_shared_with(user, film="pk")))

    def open(self) -> FilmQuerySet:
        return self.filter(closed_at__isnull=True)

    def resting(self) -> FilmQuerySet:
        """Somebody in it stopped or said no, and nobody has decided yet."""
        return self.filter(film_rests(film=""))

    def held(self) -> FilmQuerySet:
        """Those that a hold of their own, or of their whole case, keeps from being destroyed."""
        holds = apps.get_model("cases", "Hold").objects.on_film(OuterRef("pk"), case=OuterRef("cycle__case"))
        return self.filter(Exists(holds))

    def held_openly(self) -> FilmQuerySet:
        """Those of which data stewards may know that they are held."""
        return self.filter(_openly_held())

    def due(self, now: datetime.datetime) -> FilmQuerySet:
        """To be destroyed now: their days of grace are over, and nothing holds them."""
        return self.filter(destroy_at__lte=now).exclude(pk__in=self.held().values("pk"))

    def over(self, day: datetime.date) -> FilmQuerySet:
        """Still open, though their time is over on `day`, and nothing holds them."""
        return self.open().filter(keep_until__lte=day).exclude(pk__in=self.held().values("pk"))

    def time_goes_on(self, day: datetime.date) -> FilmQuerySet:
        """Closed because their time was over, which it is not, or no longer, on `day`."""
        return self.filter(closed_why="retention").filter(Q(keep_until__isnull=True) | Q(keep_until__gt=day))

    def lacking_consent(self, day: datetime.date) -> FilmQuerySet:
        """Those in which somebody can be told whose consent does not reach it on `day`."""
        return self.filter(Exists(_in_film().lacking(day=day)))

    def with_standing(self, day: datetime.date) -> FilmQuerySet:
        """With how many `people` are in it, of how many consent is `lacking`, and whether it `is_held` openly."""
        return self.annotate(
            people=_counted(_in_film()),
            lacking=_counted(_in_film().lacking(day=day)),
            is_held=_openly_held(),
        )

    def of_service(self, service: Organisation) -> FilmQuerySet:
        return self.filter(cycle__case__organisation=service).with_case()

    def unfinished(self) -> FilmQuerySet:
        """Uploads that stopped on the way and can go on."""
        return self.filter(recording__state="uploading")

    def with_case(self) -> FilmQuerySet:
        return self.select_related("recording", "cycle__case__organisation")


def _openly_held() -> Exists:
    """In the row of a film: held as data stewards may know."""
    holds = apps.get_model("cases", "Hold").objects.on_film(OuterRef("pk"), case=OuterRef("cycle__case"))
    return Exists(holds.placed_openly())


def _in_film() -> AppearanceQuerySet:
    """Who is in the film of the row around it."""
    in_film: AppearanceQuerySet = apps.get_model("cases", "Appearance").objects.filter(film=OuterRef("pk"))
    return in_film


def _counted(appearances: AppearanceQuerySet) -> Coalesce:
    """People, not their appearances."""
    people = appearances.order_by().values("film").annotate(count=Count("participant", distinct=True))
    return Coalesce(Subquery(people.values("count")), Value(0))


class ClipQuerySet(models.QuerySet["Clip"]):
    def of_films_visible_to(self, user: User | AnonymousUser) -> ClipQuerySet:
        """Those whose whole film `user` may know of: they may have its segments, beyond the clip's own frames."""
        return self.filter(Q(seen_by(user, case="film__cycle__case")) | Q(film_shared_with(user, film="film")))

    def worked_on_by(self, user: User | AnonymousUser) -> ClipQuerySet:
        """Of the cases that `user` has access to."""
        return self.filter(seen_by(user, case="film__cycle__case"))

    def visible_to(self, user: User | AnonymousUser) -> ClipQuerySet:
        """Those, and what was shared with `user`, alone or with its film, as long as consent reaches it."""
        return self.filter(
            Q(seen_by(user, case="film__cycle__case"))
            | Q(film_shared_with(user, film="film"))
            | Q(clip_shared_with(user))
        )

    def with_a_file(self) -> ClipQuerySet:
        """Of films that are open and that nothing holds."""
        films = apps.get_model("cases", "Film").objects
        kept = films.open().exclude(pk__in=films.held().values("pk"))
        return self.filter(cut__isnull=False, film__in=kept)

    def with_film(self) -> ClipQuerySet:
        return self.select_related("cut", "film__cycle__case__organisation")

    def with_details(self) -> ClipQuerySet:
        return self.select_related("cut", "film__recording", "film__cycle__case").prefetch_related(
            "principles", "behaviours"
        )


class ViewingQuerySet(models.QuerySet["Viewing"]):
    def open(self) -> ViewingQuerySet:
        """Not yet in the audit."""
        return self.filter(sealed_at__isnull=True)

    def idle_since(self, moment: datetime.datetime) -> ViewingQuerySet:
        return self.open().filter(last_at__lt=moment)

    def with_things(self) -> ViewingQuerySet:
        """With viewer, film and clip; film and clip are None where they were deleted."""
        return self.select_related("viewer", "film__recording", "film__cycle", "clip")
