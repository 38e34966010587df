import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """Something that was done, by whom, to what: ids only, never a name or free text. Never changed.

    The database itself refuses to change or delete a row (see `append_only`); the one step that it allows is the
    sealing, which gives `sequence` and `chain`, once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    name = models.CharField(max_length=100, help_text="app.act, for example cases.moment_marked")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=64, db_index=True)
    organisation_id = models.UUIDField(null=True, help_text="The service that it belongs to, if it is one's alone.")
    case_id = models.UUIDField(null=True, db_index=True)
    facts = models.JSONField(default=dict)
    mac = models.CharField(max_length=64, help_text="HMAC-SHA256 of all of the above.")
    sequence = models.BigIntegerField(null=True, unique=True, help_text="Its place in the chain, from 1 on.")
    chain = models.CharField(max_length=64, blank=True, help_text="HMAC-SHA256 of the chain before it, place and mac.")

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="event_of_organisation"),
            models.Index(fields=["at"], condition=Q(sequence__isnull=True), name="event_not_sealed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, chain="") | Q(sequence__gte=1) & ~Q(chain=""),
                name="sealed_event_has_its_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind}:{self.subject_id}"
