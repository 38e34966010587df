import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import HoldQuerySet
from vig.accounts.models import User

from .case import Case
from .film import Film


class Hold(models.Model):
    """Why a film, or every film of a case, must be kept whatever else says that it should go."""

    class Why(models.TextChoices):
        COMPLAINT = "complaint", "A complaint"
        SAFEGUARDING = "safeguarding", "A safeguarding concern"
        COURT = "court", "Court or police"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    film = models.ForeignKey(
        Film, on_delete=models.CASCADE, null=True, related_name="holds", help_text="None: every film of the case."
    )
    why = models.CharField(max_length=12, choices=Why)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True, help_text="When somebody looks again whether it is needed.")
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    family_told = models.BooleanField(default=False, help_text="Whether the family's pages may say that it is kept.")

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["complaint", "safeguarding", "court"]), name="hold_reason_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.film_id or self.case_id}"
