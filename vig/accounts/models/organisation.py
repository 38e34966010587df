import uuid

from django.db import models

from vig.accounts.querysets import OrganisationQuerySet

GIGABYTE = 1024**3


class Wording(models.TextChoices):
    """The two naming schemes of the field; a service chooses one for all its pages."""

    PERSON = "person", "Person and partner"
    CHILD = "child", "Child and parent"


class Organisation(models.Model):
    """A service that practises VIG and answers for the films in its care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.CHILD)
    film_quota_bytes = models.PositiveBigIntegerField(default=500 * GIGABYTE)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wording__in=Wording.values), name="organisation_wording_is_one_of_the_two"
            ),
        ]

    def __str__(self) -> str:
        return self.name
