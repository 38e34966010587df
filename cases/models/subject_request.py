import datetime
import uuid

from django.db import models
from django.db.models import F, Q

from cases.querysets import SubjectRequestQuerySet
from vig.accounts.models import User

from .case import Participant


class SubjectRequest(models.Model):
    """What somebody in a case asks of the service about what it holds of them. It is answered within a month."""

    class Kind(models.TextChoices):
        ACCESS = "access", "A copy of what is held"
        CORRECTION = "correction", "Something put right"
        RESTRICTION = "restriction", "Films left alone for now"
        ERASURE = "erasure", "Films erased"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    class Refusal(models.TextChoices):
        NOT_SURE_WHO = "not_sure_who", "We could not be sure who asked"
        MAY_NOT_ASK = "may_not_ask", "Whoever asked may not decide for this person"
        AS_IT_IS = "as_it_is", "It was looked into, and what is written is right"
        MUST_BE_KEPT = "must_be_kept", "The law, a complaint or a court needs it as it is"
        ASKED_BEFORE = "asked_before", "The same was answered a short while ago"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="subject_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    asked_on = models.DateField()
    asked_by_described = models.CharField(max_length=80, help_text="Who asked, by their role and never by name.")
    due_on = models.DateField(help_text="One month after it was asked.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    refused_why = models.CharField(max_length=16, choices=Refusal, blank=True)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["access", "correction", "restriction", "erasure"]),
                name="subject_request_kind_is_known",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("asked_on")), name="request_is_due_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state__in=["done", "refused"], closed_at__isnull=False),
                name="closed_subject_request_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refused_why="") | ~Q(state="refused") & Q(refused_why=""),
                name="refused_subject_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} asked for {self.participant_id} on {self.asked_on}"

    def days_left(self, today: datetime.date) -> int:
        """Negative once it is late."""
        return (self.due_on - today).days


class ItemDecision(models.Model):
    """What the data steward decided about one thing that would go into a copy: withheld for a reason, or looked at and
    let in.
    """

    class Why(models.TextChoices):
        """Exemptions, in words that may stand in the copy itself."""

        OTHERS = "others", "It is about somebody else too, who has not agreed"
        HARM = "harm", "It could seriously harm somebody’s health"
        PROCEEDINGS = "proceedings", "It is part of legal proceedings, or of advice on them"
        COURT = "court", "A court has said that it is not to be given"
        NOT_NOW = "not_now", "It is not in this copy. Ask the service about it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="decisions")
    item = models.CharField(max_length=60, help_text="Which thing: its kind, and for a film its id.")
    withheld_why = models.CharField(max_length=12, choices=Why, blank=True, help_text="Empty: it goes in.")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["item"]
        constraints = [models.UniqueConstraint(fields=["request", "item"], name="one_decision_an_item")]

    def __str__(self) -> str:
        return f"{self.item}: {self.withheld_why or 'in'}"
