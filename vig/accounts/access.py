"""The only way for a page to get at people, roles and invitations: those of services that `user` administers today."""

from uuid import UUID

from django.core.exceptions import PermissionDenied

from vig.policy import Decision
from vig.refusals import Unseen

from . import policies
from .models import Invitation, Membership, Organisation, Role, User
from .people import people_of
from .querysets import OrganisationQuerySet
from .roles import chosen_of, require_services, services_where


def services_to_administer(user: User) -> OrganisationQuerySet:
    return require_services(services_where(user, Role.ADMINISTRATOR), otherwise=policies.NOT_AN_ADMINISTRATOR)


def service_to_administer(user: User, chosen: str) -> Organisation:
    return chosen_of(services_to_administer(user), chosen)


def person_to_see(user: User, service_id: UUID, person_id: UUID) -> tuple[Organisation, User]:
    service = services_where(user, Role.ADMINISTRATOR).filter(pk=service_id).first()
    person = people_of(service).filter(pk=person_id).first() if service else None
    if service is None or person is None:
        raise Unseen
    return service, person


def person_to_deactivate(user: User, service_id: UUID, person_id: UUID) -> tuple[Organisation, User]:
    service, person = person_to_see(user, service_id, person_id)
    _require(policies.can_deactivate_person(user, person, service))
    return service, person


def person_to_reactivate(user: User, service_id: UUID, person_id: UUID) -> tuple[Organisation, User]:
    service, person = person_to_see(user, service_id, person_id)
    _require(policies.can_reactivate_person(user, person, service))
    return service, person


def role_to_change(user: User, membership_id: int) -> Membership:
    theirs = Membership.objects.filter(organisation__in=services_where(user, Role.ADMINISTRATOR))
    membership = theirs.select_related("user", "organisation").filter(pk=membership_id).first()
    if membership is None:
        raise Unseen
    _require(policies.can_change_role(user, membership))
    return membership


def invitation_to_answer_for(user: User, invitation_id: UUID) -> Invitation:
    theirs = Invitation.objects.filter(organisation__in=services_where(user, Role.ADMINISTRATOR))
    invitation = theirs.select_related("organisation").filter(pk=invitation_id).first()
    if invitation is None:
        raise Unseen
    return invitation


def _require(decision: Decision) -> None:
    if not decision:
        raise PermissionDenied(decision.reason)
