import uuid

from django.db import models
from django.db.models import Q

from media_pipeline.querysets import DestructionQuerySet

from .recording import Recording


class Destruction(models.Model):
    """What is to be gone, and the proof that it is: of a film with everything made of it, or of one cut alone.

    It is open until its keys are shredded and the storage's own listing shows none of its objects any more. Only then
    is it proved, and only a proved one may be certified.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="destructions")
    cut_id = models.UUIDField(null=True, db_index=True, help_text="The cut, where it alone is destroyed.")
    why = models.CharField(max_length=40, help_text="A code: deleted, consent_withdrawn, retention, ...")
    by_id = models.UUIDField(null=True, help_text="Who asked for it; empty for what the platform does by itself.")
    asked_at = models.DateTimeField()

    # What it was.
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the original; empty if it never all arrived.")
    bytes = models.PositiveBigIntegerField(help_text="Of the original as it arrived, or of the cut's file.")
    created_at = models.DateTimeField(help_text="When the recording or the cut began to be.")
    uploaded_at = models.DateTimeField(null=True)

    # What is to be gone, and what the storage's own listing showed of it.
    object_names = models.JSONField(help_text="Of every sealed object.")
    key_ids = models.JSONField(help_text="Of every key on the ring that opened any of them.")
    listed_before_at = models.DateTimeField(null=True)
    present_before = models.JSONField(null=True, help_text="Those of the objects that the listing showed then.")
    keys_destroyed_at = models.DateTimeField(null=True)
    listed_after_at = models.DateTimeField(null=True, help_text="The last listing after deletion.")
    present_after = models.JSONField(null=True, help_text="Those that it still showed; none, once it is proved.")
    proved_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True, help_text="Why it is still open, for administrators.")

    objects = DestructionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(proved_at__isnull=True), name="destruction_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(proved_at__isnull=True)
                | Q(
                    keys_destroyed_at__isnull=False,
                    listed_before_at__isnull=False,
                    listed_after_at__isnull=False,
                    present_after=[],
                ),
                name="proved_destruction_has_its_proof",
            ),
            models.UniqueConstraint(
                fields=["recording"], condition=Q(cut_id__isnull=True), name="one_destruction_a_recording"
            ),
            models.UniqueConstraint(fields=["cut_id"], condition=Q(cut_id__isnull=False), name="one_destruction_a_cut"),
        ]

    def __str__(self) -> str:
        return f"{self.cut_id or self.recording_id} {'proved' if self.proved_at else 'open'}"
