import uuid

from django.conf import settings
from django.db import models


class Event(models.Model):
    """Something that was done, by whom, to what: ids only, never a name or free text. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=100, help_text="app.act, for example cases.moment_marked")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=40, db_index=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind}:{self.subject_id}"
