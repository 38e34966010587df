import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import RestrictionQuerySet
from vig.accounts.models import User

from .film import Film
from .subject_request import SubjectRequest


class Restriction(models.Model):
    """A film that is left alone because somebody in it asked for that: nobody watches, shares or destroys it.

    What it was before is kept, so that lifting it brings back that and no more.
    """

    class Lifted(models.TextChoices):
        SETTLED = "settled", "What it was about is settled"
        TAKEN_BACK = "taken_back", "Whoever asked took it back"
        MISTAKE = "mistake", "It was restricted by mistake"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="restrictions")
    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="restrictions")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    before_closed_at = models.DateTimeField(null=True)
    before_closed_why = models.CharField(max_length=12, choices=Film.Closed, blank=True)
    before_destroy_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(max_length=12, choices=Lifted, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["film"], condition=Q(lifted_at__isnull=True), name="one_standing_restriction_a_film"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_why="") | (Q(lifted_at__isnull=False) & ~Q(lifted_why="")),
                name="lifted_restriction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction of {self.film_id}"
