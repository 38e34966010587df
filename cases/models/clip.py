import uuid

from django.db import models
from django.db.models import F, Q

from cases.querysets import ClipQuerySet
from media_pipeline.models import Cut
from vig.accounts.models import User

from .film import Film
from .principle import Behaviour, Principle


class Clip(models.Model):
    """A moment that went better than usual: the frames [start_frame, end_frame) of a film.

    It plays at once from the film's own segments; `cut` is the file of exactly these frames.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="clips")
    number = models.PositiveIntegerField(help_text="Counts up within the film and is never used again.")
    start_frame = models.PositiveIntegerField()
    end_frame = models.PositiveIntegerField(help_text="The first frame that is no longer part of it.")
    title = models.CharField(max_length=120, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    principles = models.ManyToManyField(Principle, related_name="clips", blank=True)
    behaviours = models.ManyToManyField(Behaviour, related_name="clips", blank=True)
    cut = models.OneToOneField(Cut, on_delete=models.SET_NULL, null=True, related_name="clip")
    cut_gone_at = models.DateTimeField(
        null=True, blank=True, help_text="When its file's time was over; what was marked stays, and the film."
    )
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClipQuerySet.as_manager()

    class Meta:
        ordering = ["start_frame", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(end_frame__gt=F("start_frame")), name="clip_has_a_frame"),
            models.UniqueConstraint(fields=["film", "number"], name="one_clip_a_number"),
        ]

    def __str__(self) -> str:
        return self.shown_title

    @property
    def frames(self) -> int:
        return self.end_frame - self.start_frame

    @property
    def shown_title(self) -> str:
        return self.title or f"Moment {self.number}"
