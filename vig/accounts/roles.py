"""Which roles somebody holds today, and where. A role opens pages of the service; it never opens a film."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from .models import Organisation, User
from .querysets import OrganisationQuerySet


def roles_of(user: User | AnonymousUser) -> set[str]:
    """In any service."""
    if not isinstance(user, User):
        return set()
    return set(user.memberships.on(timezone.localdate()).values_list("role", flat=True))


def services_where(user: User, *roles: str) -> OrganisationQuerySet:
    """The services in which `user` holds one of these roles today."""
    return Organisation.objects.where(user, roles=roles, day=timezone.localdate()).order_by("name")


def require_services(services: OrganisationQuerySet, *, otherwise: str) -> OrganisationQuerySet:
    """Those of a page that is for one role; whoever holds it nowhere is told `otherwise`."""
    if not services:
        raise PermissionDenied(otherwise)
    return services


def chosen_of(services: OrganisationQuerySet, chosen: str) -> Organisation:
    """The one that was chosen, or the first."""
    return next((service for service in services if str(service.pk) == chosen), services[0])


def holds_role(user: User, organisation: Organisation, *roles: str) -> bool:
    return services_where(user, *roles).filter(pk=organisation.pk).exists()
