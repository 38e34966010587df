"""Who may let people into a service, and out of it: its administrators, but never for themselves."""

from django.utils import timezone

from vig.policy import ALLOWED, Decision, refused

from .models import Membership, Organisation, Role, User
from .roles import holds_role

NOT_AN_ADMINISTRATOR = "This page is for administrators of a service."
OWN_ROLE = "You cannot change your own roles. Ask another administrator of your service."
ROLE_IS_OVER = "This role has ended already."
HAS_A_ROLE = "They hold a role in this service. Invite them to another, or change that one."
LAST_ADMINISTRATOR = (
    "Nobody else administers this service without a last day. Give that role to somebody first, then come back."
)


def can_administer(user: User, organisation: Organisation) -> Decision:
    return ALLOWED if holds_role(user, organisation, Role.ADMINISTRATOR) else refused(NOT_AN_ADMINISTRATOR)


def can_invite_person(user: User, organisation: Organisation, *, email: str) -> Decision:
    administers = can_administer(user, organisation)
    if not administers:
        return administers
    return refused(OWN_ROLE) if email == user.email else ALLOWED


def can_change_roles_of(user: User, person: User, organisation: Organisation) -> Decision:
    administers = can_administer(user, organisation)
    if not administers:
        return administers
    return refused(OWN_ROLE) if person == user else ALLOWED


def can_change_role(user: User, membership: Membership) -> Decision:
    """End it or change it to another."""
    may = can_change_roles_of(user, membership.user, membership.organisation)
    if may and not Membership.objects.lasting(timezone.localdate()).filter(pk=membership.pk).exists():
        return refused(ROLE_IS_OVER)
    if may and _is_last_administrator(membership):
        return refused(LAST_ADMINISTRATOR)
    return may


def can_deactivate_person(user: User, person: User, organisation: Organisation) -> Decision:
    may = can_change_roles_of(user, person, organisation)
    if may and any(map(_is_last_administrator, person.memberships.filter(organisation=organisation))):
        return refused(LAST_ADMINISTRATOR)
    return may


def can_reactivate_person(user: User, person: User, organisation: Organisation) -> Decision:
    may = can_change_roles_of(user, person, organisation)
    if may and person.memberships.lasting(timezone.localdate()).filter(organisation=organisation).exists():
        return refused(HAS_A_ROLE)
    return may


def _is_last_administrator(membership: Membership) -> bool:
    """Whether without it the service would, sooner or later, have no administrator."""
    today = timezone.localdate()
    lasting = Membership.objects.on(today).filter(
        organisation=membership.organisation_id, role=Role.ADMINISTRATOR, ends_on__isnull=True, user__is_active=True
    )
    return list(lasting.values_list("pk", flat=True)) == [membership.pk]
