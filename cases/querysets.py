"""The only place that filters by who is asking: sight comes from case access, never from a role."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from vig.accounts.models import User

    from .models import Case, CaseAccess, Clip, Cycle, Film, Viewing  # noqa: F401  named in quoted parameters


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def in_force(self) -> CaseAccessQuerySet:
        """At this moment."""
        now = timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)

    def held_by(self, user: User | AnonymousUser) -> CaseAccessQuerySet:
        """What `user` may see at this moment."""
        return self.none() if user.pk is None else self.in_force().filter(user=user.pk)


def seen_by(user: User | AnonymousUser, *, case: str) -> Exists:
    """True in a row whose case, found along the path `case`, `user` may see."""
    accesses = apps.get_model("cases", "CaseAccess").objects
    return Exists(accesses.held_by(user).filter(case=OuterRef(case)))


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User | AnonymousUser) -> CaseQuerySet:
        return self.filter(seen_by(user, case="pk"))

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


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User | AnonymousUser) -> CycleQuerySet:
        return self.filter(seen_by(user, case="case"))

    def with_films(self) -> CycleQuerySet:
        counted = apps.get_model("cases", "Film").objects.annotate(clip_count=Count("clips"))
        films = counted.select_related("recording").order_by("created_at")
        return self.prefetch_related(Prefetch("films", queryset=films))


class FilmQuerySet(models.QuerySet["Film"]):
    def visible_to(self, user: User | AnonymousUser) -> FilmQuerySet:
        return self.filter(seen_by(user, case="cycle__case"))

    def unfinished(self) -> FilmQuerySet:
        """Uploads that stopped on the way and can go on."""
        return self.filter(recording__state="uploading")

    def with_case(self) -> FilmQuerySet:
        return self.select_related("recording", "cycle__case__organisation")


class ClipQuerySet(models.QuerySet["Clip"]):
    def visible_to(self, user: User | AnonymousUser) -> ClipQuerySet:
        return self.filter(seen_by(user, case="film__cycle__case"))

    def with_details(self) -> ClipQuerySet:
        return self.select_related("cut", "film__recording", "film__cycle__case").prefetch_related(
            "principles", "behaviours"
        )


class ViewingQuerySet(models.QuerySet["Viewing"]):
    def open(self) -> ViewingQuerySet:
        """Not yet in the audit."""
        return self.filter(sealed_at__isnull=True)

    def idle_since(self, moment: datetime) -> ViewingQuerySet:
        return self.open().filter(last_at__lt=moment)

    def with_things(self) -> ViewingQuerySet:
        """With viewer, film and clip; film and clip are None where they were deleted."""
        return self.select_related("viewer", "film__recording", "film__cycle", "clip")
