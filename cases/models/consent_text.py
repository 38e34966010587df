import uuid

from django.db import models
from django.db.models import Q

from vig.accounts.models import Organisation, User

from .scope import Scope


class ConsentText(models.Model):
    """A version of the words with which a service asks for consent. A published version is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consent_texts")
    number = models.PositiveIntegerField(help_text="Counts up within the service.")
    introduction = models.TextField(max_length=4000)
    questions = models.JSONField(help_text="The question of each scope, by the scope's code.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: the words that we ship."
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_consent_text_a_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="consent_texts_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def question(self, scope: str) -> str:
        asked = self.questions.get(scope)
        return asked if isinstance(asked, str) else Scope(scope).label
