import uuid

from django.db import models
from django.db.models import F, Q

from .recording import Recording


class Cut(models.Model):
    """A file of exactly the frames [start_frame, end_frame) of a recording, under a data key of its own.

    Whoever was given the cut never gets a byte of the rest of the film.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CUTTING = "cutting", "Being cut"
        READY = "ready", "Ready"
        FAILED = "failed", "Not cut"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="cuts")
    wrapped_key = models.BinaryField(help_text="Its own data key, wrapped by its own key on the recording's ring.")
    start_frame = models.PositiveIntegerField()
    end_frame = models.PositiveIntegerField(help_text="The first frame that is no longer part of it.")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    size = models.PositiveBigIntegerField(null=True, help_text="Bytes of the MP4.")
    reencoded_frames = models.PositiveIntegerField(null=True)
    failure_message = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end_frame__gt=F("start_frame")), name="cut_has_a_frame")]

    def __str__(self) -> str:
        return str(self.id)


class CutPart(models.Model):
    """A sealed slice of a cut's MP4, `size` plain bytes from byte `start` on."""

    id = models.BigAutoField(primary_key=True)
    cut = models.ForeignKey(Cut, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    object_name = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["cut", "start"], name="one_cut_part_a_place")]

    def __str__(self) -> str:
        return f"{self.cut_id} from {self.start}"
