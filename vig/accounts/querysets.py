from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from .models import Membership, Organisation, User  # noqa: F401  named in quoted parameters


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> MembershipQuerySet:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def where(self, user: User, *, roles: Iterable[str], day: datetime.date) -> OrganisationQuerySet:
        """Services in which `user` holds one of `roles` on `day`."""
        held = user.memberships.on(day).filter(role__in=roles)
        return self.filter(pk__in=held.values("organisation"))
