from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from cases.models import EmergencyLook  # noqa: F401  named in quoted parameters


class EmergencyLookQuerySet(models.QuerySet["EmergencyLook"]):
    def waiting(self) -> EmergencyLookQuerySet:
        """For a second person."""
        return self.filter(confirmed_at__isnull=True, ended_at__isnull=True, lapses_at__gt=timezone.now())

    def running(self) -> EmergencyLookQuerySet:
        return self.filter(access__ends_at__gt=timezone.now())

    def with_people(self) -> EmergencyLookQuerySet:
        return self.select_related("case__organisation", "asked_by", "confirmed_by", "ended_by", "access")
