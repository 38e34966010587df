from django.db import models

from media_pipeline.querysets import SegmentQuerySet

from .recording import Recording


class Rendition(models.Model):
    """A version of the film made for watching: constant frame rate, one-second groups, no B-frames."""

    class Name(models.TextChoices):
        HI = "hi", "Picture, short side 720"
        LO = "lo", "Picture, short side 360"
        SOUND = "sound", "Sound"

    id = models.BigAutoField(primary_key=True)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=8, choices=Name)
    profile = models.PositiveSmallIntegerField(help_text="Version of the encoding settings; clips depend on it.")
    init_object = models.CharField(max_length=64, unique=True)
    init_size = models.PositiveIntegerField()
    codec = models.CharField(max_length=40, help_text="As RFC 6381 writes it, for example avc1.64001f")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    timescale = models.PositiveIntegerField(help_text="Ticks a second of its segments.")
    complete = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "name"], name="one_rendition_a_name")]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.name}"


class Segment(models.Model):
    """About a second of a rendition, sealed, decodable by itself; `start` and `duration` in its rendition's ticks."""

    id = models.BigAutoField(primary_key=True)
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="segments")
    number = models.PositiveIntegerField()
    start = models.PositiveBigIntegerField()
    duration = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    object_name = models.CharField(max_length=64, unique=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["rendition", "number"], name="one_segment_a_number")]

    def __str__(self) -> str:
        return f"{self.rendition_id} #{self.number}"
