"""Whole services, for the roles that answer for them. None of it opens a film."""

from uuid import UUID

from cases import policies
from cases.models import Hold, Tombstone
from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.accounts.roles import chosen_of, require_services, services_where

from .finding import found


def services_to_answer_for(user: User) -> OrganisationQuerySet:
    return require_services(policies.services_to_answer_for(user), otherwise=policies.NOT_ANSWERING)


def service_to_answer_for(user: User, chosen: str) -> Organisation:
    return chosen_of(services_to_answer_for(user), chosen)


def answers_for(user: User, organisation: Organisation) -> bool:
    return policies.answers_for(user, organisation)


def services_to_look_after(user: User) -> OrganisationQuerySet:
    """Those whose films' time and end somebody answers for today. It opens no film."""
    return require_services(services_where(user, Role.DATA_STEWARD), otherwise=policies.NOT_A_DATA_STEWARD)


def service_to_look_after(user: User, chosen: str) -> Organisation:
    return chosen_of(services_to_look_after(user), chosen)


def services_to_decide_for(user: User) -> OrganisationQuerySet:
    """Those for which somebody decides how long things are kept."""
    return require_services(
        services_where(user, Role.ADMINISTRATOR, Role.DATA_STEWARD), otherwise=policies.NOT_FOR_RULES
    )


def service_to_decide_for(user: User, chosen: str) -> Organisation:
    return chosen_of(services_to_decide_for(user), chosen)


def tombstone_to_see(user: User, case_id: UUID, tombstone_id: UUID) -> Tombstone:
    tombstones = Tombstone.objects.visible_to(user).with_proof().with_cuts()
    return found(tombstones.filter(case=case_id, pk=tombstone_id).first())


def hold_to_lift(user: User, hold_id: UUID) -> Hold:
    """Of a service that `user` looks after; to lift it again is harmless."""
    services = services_where(user, Role.DATA_STEWARD)
    holds = Hold.objects.placed_openly().filter(case__organisation__in=services.values("pk")).with_case()
    return found(holds.filter(pk=hold_id).first())
