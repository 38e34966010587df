"""Whose audit somebody may read: that of services whose data they look after today."""

from django.core.exceptions import PermissionDenied

from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.accounts.roles import services_where

NOT_A_DATA_STEWARD = "The audit is read by data stewards. Ask an administrator of your service for that role."


def services_to_look_after(user: User) -> OrganisationQuerySet:
    services = services_where(user, Role.DATA_STEWARD)
    if not services:
        raise PermissionDenied(NOT_A_DATA_STEWARD)
    return services


def service_to_look_after(user: User, chosen: str) -> Organisation:
    """The one that was chosen, or the first."""
    services = services_to_look_after(user)
    return next((service for service in services if str(service.pk) == chosen), services[0])
