import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.querysets import CaseAccessQuerySet
from vig.accounts.models import User

from .case import Case


class CaseAccess(models.Model):
    """Why somebody may see a case: the only source of sight, from one moment until another."""

    class Why(models.TextChoices):
        GUIDES = "guides", "Guides the case"
        COVERS = "covers", "Covers for the practitioner"
        EMERGENCY = "emergency", "Emergency look"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="case_accesses")
    why = models.CharField(max_length=12, choices=Why, default=Why.GUIDES)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="access_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(ends_at__isnull=True), name="one_open_access_a_person_and_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.why} {self.case_id}"

    @property
    def last_on(self) -> datetime.date | None:
        """The last day of which it held a moment: midnight is the end of the day before."""
        return timezone.localdate(self.ends_at - datetime.timedelta(microseconds=1)) if self.ends_at else None
