from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

if TYPE_CHECKING:
    from .models import Invitation, Membership, Organisation, User  # noqa: F401  named in quoted parameters

ONE_DAY = datetime.timedelta(days=1)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> MembershipQuerySet:
        """Held on that day; the day on which a role was ended at once no longer counts."""
        return self.lasting(day).filter(starts_on__lte=day)

    def lasting(self, day: datetime.date) -> MembershipQuerySet:
        """Held on that day or still to come."""
        midnight = timezone.make_aware(datetime.datetime.combine(day + ONE_DAY, datetime.time.min))
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), Q(ended_at__isnull=True) | Q(ended_at__gte=midnight)
        )

    def with_phase(self, day: datetime.date) -> MembershipQuerySet:
        """`phase`: "now", "coming" or "over"."""
        return self.annotate(
            phase=Case(
                When(pk__in=type(self)(self.model).on(day).values("pk"), then=Value("now")),
                When(pk__in=type(self)(self.model).lasting(day).values("pk"), then=Value("coming")),
                default=Value("over"),
            )
        )

    def end_at(self, now: datetime.datetime) -> int:
        """End them from `now` on; one that was to begin later never does."""
        today = timezone.localdate(now)
        return self.lasting(today).update(ended_at=now, ends_on=Greatest(F("starts_on"), Value(today)))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def where(self, user: User, *, roles: Iterable[str], day: datetime.date) -> OrganisationQuerySet:
        """Services in which `user` holds one of `roles` on `day`."""
        held = user.memberships.on(day).filter(role__in=roles)
        return self.filter(pk__in=held.values("organisation"))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, now: datetime.datetime) -> InvitationQuerySet:
        """Those that can still be accepted."""
        today = timezone.localdate(now)
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), expires_at__gt=now)
