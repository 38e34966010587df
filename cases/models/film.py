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

    class Longer(models.TextChoices):
        """Why one film is kept beyond what the service's rules say. Codes, so that nobody writes a name."""

        WORK = "work", "The work with the family goes on"
        ASKED = "asked", "The family asked for it"
        LEARNING = "learning", "Supervision or an assessment is still to come"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="films")
    recording = models.OneToOneField(Recording, on_delete=models.PROTECT, related_name="film")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.INTERACTION)
    recorded_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Nobody watches it from then on.")
    closed_why = models.CharField(max_length=12, choices=Closed, blank=True)
    destroy_at = models.DateTimeField(null=True, blank=True, help_text="When it goes for good, unless it is held.")
    keep_until = models.DateField(
        null=True, blank=True, db_index=True, help_text="The day on which its time is over, as the rules of now say."
    )
    longer_until = models.DateField(null=True, blank=True, help_text="Somebody decided to keep it until then.")
    longer_why = models.CharField(max_length=12, choices=Longer, blank=True)
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
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_why="restricted") | Q(destroy_at__isnull=False),
                name="closed_film_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(longer_until__isnull=True, longer_why="")
                | (Q(longer_until__isnull=False) & ~Q(longer_why="")),
                name="film_kept_longer_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.recorded_on}"
