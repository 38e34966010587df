import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.querysets import ShareQuerySet
from vig.accounts.models import User

from .clip import Clip
from .film import Film
from .scope import Scope

SHARED_FOR = (Scope.SUPERVISION, Scope.INTERVISION, Scope.ACCREDITATION, Scope.TRAINING, Scope.RESEARCH)


class Share(models.Model):
    """A film or a clip that somebody outside the case may watch, for one purpose, from one moment until another.

    It holds only while everybody who can be told in it has a live consent for that purpose.
    """

    class Ended(models.TextChoices):
        TAKEN_BACK = "taken_back", "Taken back"
        WITHDRAWN = "withdrawn", "Consent withdrawn"
        FILM_CLOSED = "film_closed", "Film closed"
        RETENTION = "retention", "Its time is over"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, null=True, related_name="shares")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, null=True, related_name="shares")
    shared_with = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        related_name="shares_received",
        help_text="None: nobody with this address may watch film, which whoever shares is not told.",
    )
    address = models.EmailField(max_length=254, blank=True, help_text="As whoever shares wrote it.")
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shares_given")
    purpose = models.CharField(max_length=16, choices=[(scope.value, scope.label) for scope in SHARED_FOR])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="Every share ends by itself.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Ended, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=True, clip__isnull=False) | Q(film__isnull=False, clip__isnull=True),
                name="share_is_of_a_film_or_of_a_clip",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="share_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(purpose__in=[scope.value for scope in SHARED_FOR]), name="share_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="share_that_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film_id or self.clip_id} with {self.shared_with_id}"

    @property
    def last_on(self) -> datetime.date:
        """The last day of it, whether it was taken back or not."""
        return timezone.localdate(self.ends_at - datetime.timedelta(microseconds=1))

    @property
    def runs(self) -> bool:
        """Neither over nor taken back; whether consent still reaches it is another matter."""
        return self.ended_at is None and self.starts_at <= timezone.now() < self.ends_at
