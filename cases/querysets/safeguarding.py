"""Concerns are seen by whoever raised them and by the leads of their service, and their existence by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.models import Concern, SafeguardingLead  # noqa: F401  named in quoted parameters
    from vig.accounts.models import User


class SafeguardingLeadQuerySet(models.QuerySet["SafeguardingLead"]):
    def in_force(self) -> SafeguardingLeadQuerySet:
        """Named, and still somebody who works there."""
        roles = apps.get_model("accounts", "Membership").objects.on(timezone.localdate())
        works_there = Exists(roles.filter(user=OuterRef("user"), organisation=OuterRef("organisation")))
        return self.filter(works_there, ended_at__isnull=True, user__is_active=True)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User | AnonymousUser) -> ConcernQuerySet:
        if user.pk is None:
            return self.none()
        return self.filter(Q(raised_by=user.pk) | Q(self._led_by(user)))

    def led_by(self, user: User) -> ConcernQuerySet:
        return self.filter(self._led_by(user))

    def with_things(self) -> ConcernQuerySet:
        """With case, film and hold; film is None where it is gone."""
        return self.select_related("organisation", "case", "film", "raised_by", "hold", "closed_by")

    def in_order(self) -> ConcernQuerySet:
        """Open ones first, each the newest first."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "-raised_at")

    def _led_by(self, user: User | AnonymousUser) -> Exists:
        leads = apps.get_model("cases", "SafeguardingLead").objects.in_force()
        return Exists(leads.filter(user=user.pk, organisation=OuterRef("organisation")))
