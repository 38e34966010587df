from django.db import models
from django.utils import timezone

from vig.accounts.querysets import MembershipQuerySet

from .organisation import Organisation
from .user import User


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    TRAINEE = "trainee", "Trainee practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    ADMINISTRATOR = "administrator", "Administrator"
    DATA_STEWARD = "data_steward", "Data steward"


class Membership(models.Model):
    """A role that a person holds in a service from one day until another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="Ended from this moment on, whatever its last day."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ends_on__isnull=False),
                name="ended_membership_has_a_last_day",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_membership_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.organisation_id}"
