from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Model, Q

if TYPE_CHECKING:
    from .models import Notice  # noqa: F401  named in quoted parameters

# A sweeper that died between saying that it will mail and having mailed: another takes its turn after this.
BEGUN_FOR = datetime.timedelta(minutes=10)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> NoticeQuerySet:
        return self.filter(done_at__isnull=True)

    def about(self, subject: Model) -> NoticeQuerySet:
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))

    def to_mail(self, now: datetime.datetime) -> NoticeQuerySet:
        """Not seen, not mailed, and of somebody who still signs in."""
        free = Q(mail_begun_at__isnull=True) | Q(mail_begun_at__lte=now - BEGUN_FOR)
        return self.waiting().filter(free, mailed_at__isnull=True, user__is_active=True)

    def in_order(self) -> NoticeQuerySet:
        """What waits first, each the newest first."""
        return self.order_by(F("done_at").asc(nulls_first=True), "-created_at", "pk")
