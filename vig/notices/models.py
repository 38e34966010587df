import uuid

from django.db import models
from django.db.models import Q

from vig.accounts.models import Organisation, User

from .querysets import NoticeQuerySet


class Notice(models.Model):
    """Something happened that a person wants to know of. What it says comes from its kind and its facts.

    Facts are dates, counts and a case's label as the app shows it, never more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    once = models.CharField(max_length=80, blank=True, help_text="Tells news of one kind about one thing apart.")
    facts = models.JSONField(default=dict)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    mail_begun_at = models.DateTimeField(null=True, blank=True, help_text="A sweeper is about to mail it, or was.")
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject_kind", "subject_id", "once"], name="one_notice_of_a_thing_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(done_at__isnull=True), name="notices_not_done"),
            models.Index(
                fields=["user"], condition=Q(done_at__isnull=True, mailed_at__isnull=True), name="notices_not_mailed"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notices_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class MailChoice(models.Model):
    """What a person wants by mail. Without a row everything; what is urgent comes anyway."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="mail_choice")
    ordinary = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Mail choice of {self.user_id}"
