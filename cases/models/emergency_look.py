import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.querysets import EmergencyLookQuerySet
from vig.accounts.models import User

from .access import CaseAccess
from .case import Case


class EmergencyLook(models.Model):
    """Somebody who answers for a service asks to look into a case for a few hours; a second one has to agree.

    Whoever guides the case is told when it is asked for and when it begins.
    """

    class Why(models.TextChoices):
        DANGER = "danger", "Somebody may be in danger"
        NOBODY = "nobody", "Nobody who works on the case can be reached"
        COMPLAINT = "complaint", "A complaint has to be looked into"
        COURT = "court", "A court or the police asks"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="emergency_looks")
    why = models.CharField(max_length=10, choices=Why)
    words = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField(help_text="Unless somebody else has agreed by then.")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    access = models.OneToOneField(CaseAccess, on_delete=models.SET_NULL, null=True, related_name="emergency_look")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="Before its time was over, by somebody.")

    objects = EmergencyLookQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["danger", "nobody", "complaint", "court"]), name="emergency_reason_is_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="emergency_look_says_why"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("asked_by"))),
                name="emergency_look_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} at {self.case_id}"

    @property
    def state(self) -> str:
        """`waiting`, `lapsed` without a second person, `turned_down`, `running` or `over`."""
        if self.confirmed_at is None:
            if self.ended_at is not None:
                return "turned_down"
            return "waiting" if timezone.now() < self.lapses_at else "lapsed"
        runs = self.access is not None and self.access.ends_at is not None and timezone.now() < self.access.ends_at
        return "running" if runs else "over"
