from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from .models import Destruction, Job, Recording, Segment  # noqa: F401  named in quoted parameters


class RecordingQuerySet(models.QuerySet["Recording"]):
    def promised_bytes(self, *, owner_id: UUID) -> int:
        """Bytes that an owner's films take or have been promised while they upload."""
        total = self.filter(owner_id=owner_id).exclude(state="destroyed").aggregate(total=Coalesce(Sum("length"), 0))
        return int(total["total"])

    def expired_uploads(self, now: datetime.datetime) -> RecordingQuerySet:
        return self.filter(state="uploading", upload_expires_at__lt=now)


class DestructionQuerySet(models.QuerySet["Destruction"]):
    def open(self) -> DestructionQuerySet:
        """Asked for and not yet proved."""
        return self.filter(proved_at__isnull=True)

    def proved(self) -> DestructionQuerySet:
        return self.filter(proved_at__isnull=False)


class SegmentQuerySet(models.QuerySet["Segment"]):
    def covering(self, *, start: int, end: int) -> SegmentQuerySet:
        """Those with anything in [start, end), in ticks of their rendition."""
        return self.filter(start__lt=end, start__gt=start - F("duration"))


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> JobQuerySet:
        return self.filter(state__in=["waiting", "running"])

    def claimable(self, now: datetime.datetime) -> JobQuerySet:
        """Waiting and due, or running under a lease that has run out; with an attempt left."""
        due = Q(state="waiting") & (Q(not_before__isnull=True) | Q(not_before__lte=now))
        return self.filter(due | Q(state="running", lease_until__lt=now), attempts_left__gt=0)

    def unanswered(self, now: datetime.datetime, *, patience: datetime.timedelta) -> JobQuerySet:
        """Claimable, and no worker has been woken for it since it became so, or not for a while."""
        stale = Q(sent_at__lt=F("not_before")) | Q(sent_at__lt=F("lease_until")) | Q(sent_at__lt=now - patience)
        return self.claimable(now).filter(stale)

    def exhausted(self, now: datetime.datetime) -> JobQuerySet:
        """The last attempt ended without a word: its lease has run out."""
        return self.filter(state="running", lease_until__lt=now, attempts_left=0)
