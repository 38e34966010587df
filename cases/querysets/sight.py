"""Who sees what: sight comes from case access and shares, never from a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .assent import film_rests
from .consent import AppearanceQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.models import Case, CaseAccess, Hold, Share  # noqa: F401  named in quoted parameters
    from vig.accounts.models import User

    Anybody: TypeAlias = User | AnonymousUser


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def in_force(self) -> CaseAccessQuerySet:
        """At this moment."""
        now = timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)

    def lasting(self) -> CaseAccessQuerySet:
        """At this moment or to come."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))

    def over(self) -> CaseAccessQuerySet:
        return self.filter(ends_at__lte=timezone.now())

    def held_by(self, user: Anybody) -> CaseAccessQuerySet:
        """What `user` may see at this moment."""
        return self.none() if user.pk is None else self.in_force().filter(user=user.pk)


class ShareQuerySet(models.QuerySet["Share"]):
    def running(self) -> ShareQuerySet:
        """Neither over nor taken back; whether consent still reaches it is another matter."""
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gt=now, ended_at__isnull=True)

    def held_by(self, user: Anybody) -> ShareQuerySet:
        return self.none() if user.pk is None else self.running().filter(shared_with=user.pk)

    def of_case(self, case: Case) -> ShareQuerySet:
        return self.filter(Q(film__cycle__case=case) | Q(clip__film__cycle__case=case))

    def reached(self) -> ShareQuerySet:
        """Those that consent carries today."""
        return self.filter(_carried())

    def not_reached(self) -> ShareQuerySet:
        return self.exclude(_carried())

    def visible_to(self, user: Anybody) -> ShareQuerySet:
        """What `user` was given and may watch now, and every share of the cases that they work on."""
        if user.pk is None:
            return self.none()
        worked_on = Q(seen_by(user, case="film__cycle__case")) | Q(seen_by(user, case="clip__film__cycle__case"))
        return self.filter(worked_on | Q(pk__in=self.watchable_by(user).values("pk")))

    def watchable_by(self, user: Anybody) -> ShareQuerySet:
        """What `user` was given and may watch now."""
        return self.held_by(user).reached()

    def with_shown(self) -> ShareQuerySet:
        """With all that the page and the file of what is shared need."""
        of_clip = ("clip__cut", "clip__film__recording", "clip__film__cycle__case__organisation")
        return self.select_related("shared_by", "film__recording", "film__cycle__case__organisation", *of_clip)


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> HoldQuerySet:
        return self.filter(lifted_at__isnull=True)

    def placed_openly(self) -> HoldQuerySet:
        """Those that data stewards see. A hold of a safeguarding concern is for its leads alone."""
        return self.filter(concern__isnull=True)

    def with_case(self) -> HoldQuerySet:
        return self.select_related("case__organisation", "film__cycle", "placed_by")

    def on_film(self, film: OuterRef, *, case: OuterRef) -> HoldQuerySet:
        """For a row with that film and case: holds of the film and of its whole case."""
        return self.standing().filter(Q(film=film) | Q(film__isnull=True, case=case))


def seen_by(user: Anybody, *, case: str) -> Exists:
    """True in a row whose case, found along the path `case`, `user` may see."""
    accesses = apps.get_model("cases", "CaseAccess").objects
    return Exists(accesses.held_by(user).filter(case=OuterRef(case)))


def film_shared_with(user: Anybody, *, film: str) -> Exists:
    """True in a row whose film, along the path `film`, `user` was given as a whole and may watch now."""
    shares = apps.get_model("cases", "Share").objects.held_by(user).filter(film=OuterRef(film))
    return Exists(shares.filter(film_may_be_shown(film="film")))


def clip_shared_with(user: Anybody) -> Exists:
    """True in a row of a clip that `user` was given and may watch now."""
    shares = apps.get_model("cases", "Share").objects.held_by(user).filter(clip=OuterRef("pk"))
    return Exists(shares.filter(clip_may_be_shown(clip="clip")))


def _carried() -> Q:
    of_a_film = Q(film__isnull=False) & film_may_be_shown(film="film")
    return of_a_film | (Q(clip__isnull=False) & clip_may_be_shown(clip="clip"))


def film_may_be_shown(*, film: str) -> Q:
    """In a row of a share: the film is open and does not rest, it is known who is in it, and consent reaches it all."""
    in_it = apps.get_model("cases", "Appearance").objects.filter(film=OuterRef(film))
    return _may_be_shown(film, in_it, in_it)


def clip_may_be_shown(*, clip: str) -> Q:
    """The same for a clip, where only who can be seen in its own frames counts."""
    in_film = apps.get_model("cases", "Appearance").objects.filter(film=OuterRef(f"{clip}__film"))
    in_clip = in_film.within(OuterRef(f"{clip}__start_frame"), OuterRef(f"{clip}__end_frame"))
    return _may_be_shown(f"{clip}__film", in_film, in_clip)


def _may_be_shown(film: str, known: AppearanceQuerySet, in_it: AppearanceQuerySet) -> Q:
    lacking = in_it.lacking(OuterRef(OuterRef("purpose")), day=timezone.localdate())
    return Q(Exists(known), ~Exists(lacking), ~film_rests(film=film), **{f"{film}__closed_at__isnull": True})
