import uuid

from django.db import models
from django.db.models import F, Q

from cases.querysets import ViewingQuerySet
from vig.accounts.models import User

from .case import Case
from .clip import Clip
from .film import Film


class Viewing(models.Model):
    """One person watching a film or a clip, from opening it until a few minutes after the last second they asked for.

    `ranges` are the frames [start, end) of the film that were sent to them: seconds are sent whole and a little ahead
    of the picture, so they hold all that was seen and up to half a minute more. Film and clip may have been deleted
    since: the row keeps their ids, and says who watched what is gone.
    """

    class Why(models.TextChoices):
        """Why they could see it, when they began."""

        GUIDES = "guides", "Guides the case"
        COVERS = "covers", "Covers for the practitioner"
        SHARE = "share", "It was shared with them"
        EMERGENCY = "emergency", "Emergency look"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="viewings")
    film = models.ForeignKey(Film, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="viewings")
    clip = models.ForeignKey(Clip, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="viewings")
    viewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why, blank=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField(help_text="When the latest second of film was asked for.")
    ranges = models.JSONField(default=list, help_text="[start, end) in frames of the film, in order, never touching.")
    sealed_at = models.DateTimeField(null=True, help_text="When it was over and went into the audit as one event.")

    objects = ViewingQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["case", "-started_at"], name="viewing_of_case"),
            models.Index(fields=["last_at"], condition=Q(sealed_at__isnull=True), name="viewing_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_at__gte=F("started_at")), name="viewing_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(why__in=["", "guides", "covers", "share", "emergency"]), name="viewing_why_is_known"
            ),
            models.UniqueConstraint(
                fields=["viewer", "film"],
                condition=Q(sealed_at__isnull=True, clip__isnull=True),
                name="one_open_viewing_a_film_and_person",
            ),
            models.UniqueConstraint(
                fields=["viewer", "clip"],
                condition=Q(sealed_at__isnull=True, clip__isnull=False),
                name="one_open_viewing_a_clip_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} watched {self.clip_id or self.film_id}"

    @property
    def frames(self) -> int:
        """How many different frames were sent."""
        return sum(end - start for start, end in self.ranges)
