"""Concerns and emergency looks: seen by the few people whom they concern."""

from uuid import UUID

from cases import policies
from cases.models import Concern, EmergencyLook, SafeguardingLead
from vig.accounts.models import Role, User
from vig.accounts.roles import services_where

from .finding import found, require


def emergency_look_to_see(user: User, look_id: UUID) -> EmergencyLook:
    look = found(EmergencyLook.objects.with_people().filter(pk=look_id).first())
    return found(look if policies.can_see_emergency_look(user, look) else None)


def emergency_look_to_confirm(user: User, look_id: UUID) -> EmergencyLook:
    look = emergency_look_to_see(user, look_id)
    require(policies.can_confirm_emergency_look(user, look))
    return look


def emergency_look_to_end(user: User, look_id: UUID) -> EmergencyLook:
    look = emergency_look_to_see(user, look_id)
    require(policies.can_end_emergency_look(user, look))
    return look


def concern_to_see(user: User, concern_id: UUID) -> Concern:
    return found(Concern.objects.visible_to(user).with_things().filter(pk=concern_id).first())


def concern_to_answer(user: User, concern_id: UUID) -> Concern:
    """To whoever raised it these addresses are not there: a refusal in the audit would say that the concern is."""
    concern = concern_to_see(user, concern_id)
    return found(concern if policies.can_answer_concern(user, concern) else None)


def lead_to_end(user: User, lead_id: int) -> SafeguardingLead:
    """Of a service that `user` administers."""
    services = services_where(user, Role.ADMINISTRATOR)
    leads = SafeguardingLead.objects.filter(organisation__in=services.values("pk"))
    return found(leads.select_related("user", "organisation").filter(pk=lead_id).first())
