from django.db import models
from django.db.models import F, Q

from cases.querysets import AppearanceQuerySet

from .case import Participant
from .film import Film


class Appearance(models.Model):
    """Who is in shot in a film: all through it, or in the frames [start_frame, end_frame)."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="appearances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="appearances")
    start_frame = models.PositiveIntegerField(null=True, blank=True)
    end_frame = models.PositiveIntegerField(null=True, blank=True, help_text="The first frame without them.")
    identifiable = models.BooleanField(default=True, help_text="False: nobody could tell who it is, by face or voice.")

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["participant__role", "start_frame"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_frame__isnull=True, end_frame__isnull=True) | Q(end_frame__gt=F("start_frame")),
                name="appearance_has_a_frame_or_is_all_through",
            ),
            models.UniqueConstraint(
                fields=["film", "participant"], condition=Q(start_frame__isnull=True), name="one_appearance_all_through"
            ),
            models.UniqueConstraint(fields=["film", "participant", "start_frame"], name="one_appearance_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.film_id}"
