import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from vig.accounts.querysets import InvitationQuerySet

from .membership import Role
from .organisation import Organisation
from .user import User


class Invitation(models.Model):
    """A service asks whoever reads the mail of an address to hold a role in it.

    It exists only while it waits: accepting or withdrawing it deletes it, and what happened is in the audit log. Of the
    link only a digest is kept, so that a copied database lets nobody in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invited_address_is_in_lower_case"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="invitation_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"], name="one_invitation_an_address_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.organisation_id}"
