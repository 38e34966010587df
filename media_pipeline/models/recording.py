import uuid

from django.db import models
from django.db.models import F, Q

from media_pipeline.querysets import RecordingQuerySet


class Recording(models.Model):
    """One film as a file with a state, from the first uploaded byte to its destruction.

    The original is the ordered list of its parts. Who is in it and who may see it is not known here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the film"
        UPLOADING = "uploading", "Uploading"
        PROCESSING = "processing", "Being made ready"
        READY = "ready", "Ready"
        FAILED = "failed", "Not usable"
        DESTROYED = "destroyed", "Destroyed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_ring = models.UUIDField(help_text="The key ring (one a case) whose key wraps the data key.")
    wrapped_key = models.BinaryField(help_text="The data key, wrapped by the recording's own key on the ring.")
    owner_id = models.UUIDField(null=True, help_text="Whose quota it counts against.", db_index=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, help_text="When it was closed for good; see its destruction.")

    # The upload: bytes received so far of bytes announced.
    length = models.PositiveBigIntegerField(null=True)
    offset = models.PositiveBigIntegerField(default=0)
    upload_expires_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the original, once it all arrived and was read.")

    # What the probe found, in the film's upright shape; frame rate is the constant rate it is served at.
    facts = models.JSONField(null=True)
    frame_rate_numerator = models.PositiveIntegerField(null=True)
    frame_rate_denominator = models.PositiveIntegerField(null=True)
    frames = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    damaged_places = models.PositiveIntegerField(default=0, help_text="Moments of the original that could not be read.")
    failure_code = models.CharField(max_length=40, blank=True)
    failure_message = models.TextField(blank=True)

    # Small sealed objects beside the renditions and their plain bytes; empty until made.
    poster_object = models.CharField(max_length=64, blank=True)
    poster_size = models.PositiveIntegerField(default=0)
    peaks_object = models.CharField(max_length=64, blank=True)
    peaks_size = models.PositiveIntegerField(default=0)
    scrub_object = models.CharField(max_length=64, blank=True)
    scrub_size = models.PositiveIntegerField(default=0)
    scrub_layout = models.JSONField(null=True)
    playable_at = models.DateTimeField(null=True, help_text="When its first second could be watched.")

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(length__isnull=True) | Q(offset__lte=F("length")), name="recording_never_exceeds_its_length"
            ),
            models.CheckConstraint(
                condition=Q(frame_rate_numerator__isnull=True, frame_rate_denominator__isnull=True)
                | Q(frame_rate_numerator__gt=0, frame_rate_denominator__gt=0),
                name="recording_frame_rate_is_whole_or_unknown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def ms_of(self, frame: int) -> int:
        """When `frame` begins, in whole milliseconds; for display, never to find a frame again."""
        if not self.frame_rate_numerator or not self.frame_rate_denominator:
            return 0
        return frame * 1000 * self.frame_rate_denominator // self.frame_rate_numerator

    @property
    def duration_ms(self) -> int | None:
        return None if self.frames is None else self.ms_of(self.frames)


class Part(models.Model):
    """A sealed slice of the original, `size` plain bytes from byte `start` on."""

    id = models.BigAutoField(primary_key=True)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    object_name = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "start"], name="one_part_a_place"),
            models.CheckConstraint(condition=Q(size__gt=0), name="part_is_never_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} from {self.start}"
