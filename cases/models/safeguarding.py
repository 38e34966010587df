import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import ConcernQuerySet, SafeguardingLeadQuerySet
from vig.accounts.models import Organisation, User

from .case import Case
from .film import Film
from .hold import Hold


class SafeguardingLead(models.Model):
    """Whom a service named to answer when somebody raises a safeguarding concern."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="safeguarding_leads")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SafeguardingLeadQuerySet.as_manager()

    class Meta:
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_lead_a_person_and_service",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.organisation_id}"


class Concern(models.Model):
    """Somebody who works on a case, or was shown a film of it, is worried about somebody's safety.

    Only the leads of the service and whoever raised it know that it exists. It outlives film and case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")
    film = models.ForeignKey(Film, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    words = models.TextField(max_length=10_000)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    passed_to = models.ManyToManyField(User, related_name="+")
    hold = models.OneToOneField(Hold, on_delete=models.SET_NULL, null=True, related_name="concern")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="concern_says_something")]

    def __str__(self) -> str:
        return f"Concern {self.pk}"


class ConcernStep(models.Model):
    """What a lead did about a concern, in their words."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    words = models.TextField(max_length=10_000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="concern_step_says_something")]

    def __str__(self) -> str:
        return f"Step of {self.concern_id}"
