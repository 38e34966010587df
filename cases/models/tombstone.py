import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import TombstoneQuerySet
from media_pipeline.models import Destruction, Recording
from vig.accounts.models import User

from .case import Case
from .film import Film


class Tombstone(models.Model):
    """What is kept of a film that was destroyed, so that all that rested on it stands: dates, frames, who and why.

    No picture, no name, no words. What the storage itself said is in the recording's destruction.
    """

    class Why(models.TextChoices):
        DELETED = "deleted", "Deleted by the practitioner"
        WITHDRAWN = "withdrawn", "Consent withdrawn"
        RETENTION = "retention", "Kept as long as the service's rules say"
        ERASURE = "erasure", "Erasure asked for"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    film = models.UUIDField(unique=True, editable=False, help_text="The id of the film that was.")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tombstones")
    recording = models.OneToOneField(Recording, on_delete=models.PROTECT, related_name="tombstone")
    cycle_number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    recorded_on = models.DateField()
    frames = models.PositiveIntegerField(null=True)
    clips = models.JSONField(default=list, help_text="[{id, number, start_frame, end_frame}]")
    why = models.CharField(max_length=12, choices=Why)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["deleted", "withdrawn", "retention", "erasure"]), name="tombstone_reason_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.film} {self.why}"

    @property
    def what(self) -> str:
        """What the film was, in words."""
        return str(Film.Kind(self.kind).label)

    @property
    def proof(self) -> Destruction | None:
        """Of those read `with_proof`: what the storage said. It is open as long as it is not proved."""
        proofs: list[Destruction] = self.recording.proofs  # type: ignore[attr-defined]  # a prefetch names it
        return proofs[0] if proofs else None

    @property
    def proofs_of_cuts(self) -> list[Destruction]:
        """Of those read `with_cuts`: what the storage said of files of its clips that went before the film."""
        proofs: list[Destruction] = self.recording.cut_proofs  # type: ignore[attr-defined]  # a prefetch names it
        return proofs
