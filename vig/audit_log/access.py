"""Whose audit somebody may read: that of services whose data they look after today."""

from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.accounts.roles import chosen_of, require_services, services_where

NOT_A_DATA_STEWARD = "The audit is read by data stewards. Ask an administrator of your service for that role."


def services_to_look_after(user: User) -> OrganisationQuerySet:
    return require_services(services_where(user, Role.DATA_STEWARD), otherwise=NOT_A_DATA_STEWARD)


def service_to_look_after(user: User, chosen: str) -> Organisation:
    return chosen_of(services_to_look_after(user), chosen)
