from django.db import models
from django.db.models import Q

from .recording import Recording


class Resealing(models.Model):
    """A film on its way from one data key to the next: until the swap under the old one, from then on under the new."""

    id = models.BigAutoField(primary_key=True)
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="resealings")
    wrapped_key = models.BinaryField(help_text="The new data key, wrapped by a new key on the ring.")
    old_key_id = models.UUIDField(help_text="The key on the ring that wraps the data key of before.")
    begun_at = models.DateTimeField()
    swapped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recording"], condition=Q(swapped_at__isnull=True), name="one_resealing_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {'swapped' if self.swapped_at else 'under way'}"


class ResealedObject(models.Model):
    """An object under the old data key, and the same under the new one."""

    id = models.BigAutoField(primary_key=True)
    resealing = models.ForeignKey(Resealing, on_delete=models.CASCADE, related_name="objects_resealed")
    old_name = models.CharField(max_length=64, unique=True)
    new_name = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.new_name
