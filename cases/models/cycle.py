import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import CycleQuerySet

from .case import Case


class Cycle(models.Model):
    """One film of everyday interaction and one shared review of moments from it. A case takes three or four."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField(null=True, blank=True, help_text="The day of its latest shared review.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_cycle_a_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="cycles_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"Cycle {self.number}"
