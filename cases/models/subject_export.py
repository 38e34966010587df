import uuid

from django.db import models
from django.db.models import F, Q

from cases.querysets import SubjectExportQuerySet
from media_pipeline.models import Bundle
from vig.accounts.models import User

from .subject_request import SubjectRequest


class SubjectExport(models.Model):
    """The copy that was built for one request: a sealed zip that lives for some days and goes for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="exports")
    bundle = models.OneToOneField(Bundle, on_delete=models.PROTECT, related_name="subject_export")
    asked_for_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_for_at = models.DateTimeField()
    films = models.JSONField(default=list, help_text="What of which film is in it: [{film, spans: [[start, end)]}].")
    destroy_at = models.DateTimeField(help_text="When it goes; sooner once it was handed over.")

    objects = SubjectExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_for_at"]

    def __str__(self) -> str:
        return f"Copy for {self.request_id}"


class DownloadLink(models.Model):
    """For one download of a copy by the one who made the link, until a moment. To anybody else it is nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    export = models.ForeignKey(SubjectExport, on_delete=models.CASCADE, related_name="links")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="download_link_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return str(self.id)
