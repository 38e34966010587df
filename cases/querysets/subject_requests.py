"""What people in the films asked for. It is the data steward's work: no film is opened by it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models

from vig.accounts.models import Role, User
from vig.accounts.roles import services_where

if TYPE_CHECKING:
    from cases.models import Restriction, SubjectExport, SubjectRequest  # noqa: F401  named in quoted parameters


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    def looked_after_by(self, user: User) -> SubjectRequestQuerySet:
        """Of the services whose data `user` looks after today."""
        services = services_where(user, Role.DATA_STEWARD)
        return self.filter(participant__case__organisation__in=services.values("pk"))

    def open(self) -> SubjectRequestQuerySet:
        return self.filter(state="open")

    def with_case(self) -> SubjectRequestQuerySet:
        return self.select_related("participant__case__organisation", "filed_by", "handled_by")


class SubjectExportQuerySet(models.QuerySet["SubjectExport"]):
    def lasting(self) -> SubjectExportQuerySet:
        """Neither destroyed nor failed."""
        return self.exclude(bundle__state__in=["destroyed", "failed"])

    def due(self, now: datetime.datetime) -> SubjectExportQuerySet:
        return self.filter(destroy_at__lte=now).exclude(bundle__state="destroyed")

    def with_case(self) -> SubjectExportQuerySet:
        return self.select_related("bundle", "request__participant__case__organisation")


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> RestrictionQuerySet:
        return self.filter(lifted_at__isnull=True)
