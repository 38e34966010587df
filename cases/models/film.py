import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import FilmQuerySet
from media_pipeline.models import Recording
from vig.accounts.models import User

from .cycle import Cycle


class Film(models.Model):
    """A recording with its meaning: what it shows, of which cycle, filmed on which day."""

    class Kind(models.TextChoices):
        INTERACTION = "interaction", "Interaction"
        SHARED_REVIEW = "shared_review", "Shared review"

    class Closed(models.TextChoices):
        WITHDRAWN = "withdrawn", "Consent withdrawn"
        RESTRICTED = "restricted", "Use restricted on request"
        RETENTION = "retention", "Its time is over"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="films")
    recording = models.OneToOneField(Recording, on_delete=models.PROTECT, related_name="film")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.INTERACTION)
    recorded_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Nobody watches it from then on.")
    closed_why = models.CharField(max_length=12, choices=Closed, blank=True)
    destroy_at = models.DateTimeField(null=True, blank=True, help_text="When it goes for good, unless it is held.")
    moments_marked = models.PositiveIntegerField(default=0, help_text="The number of its latest clip.")
    created_at = models.DateTimeField(auto_now_add=True)

    may_be_watched: bool
    """Set by `policies.say_what_may_be_watched` for whoever asked: whether they may see all of it now."""

    objects = FilmQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["interaction", "shared_review"]), name="film_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_why="") | (Q(closed_at__isnull=False) & ~Q(closed_why="")),
                name="closed_film_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.recorded_on}"
