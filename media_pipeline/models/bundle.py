import uuid

from django.db import models
from django.db.models import Q


class Bundle(models.Model):
    """Files put together into one sealed zip under a data key of its own. What is in it is known above.

    A destroyed one keeps its row; as long as it has a key or parts, the sweeper is not done with it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        FILLING = "filling", "Being put together"
        READY = "ready", "Ready"
        FAILED = "failed", "Not put together"
        DESTROYED = "destroyed", "Destroyed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_ring = models.UUIDField()
    wrapped_key = models.BinaryField(help_text="Its own data key, wrapped by its own key on the ring.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    size = models.PositiveBigIntegerField(null=True, help_text="Bytes of the zip.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the zip.")
    failure_message = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(size__isnull=False, ready_at__isnull=False),
                name="ready_bundle_has_a_size",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(state="destroyed"), name="only_a_destroyed_bundle_says_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class BundlePart(models.Model):
    """A sealed slice of a bundle's zip, `size` plain bytes from byte `start` on."""

    id = models.BigAutoField(primary_key=True)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    object_name = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["bundle", "start"], name="one_bundle_part_a_place")]

    def __str__(self) -> str:
        return f"{self.bundle_id} from {self.start}"
