"""Who may look into a case that they do not work on: two who answer for its service, together, for a few hours."""

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case, CaseAccess, EmergencyLook
from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.accounts.roles import holds_role, services_where
from vig.policy import ALLOWED, Decision, refused

from .guiding import guides
from .sight import held_access

ANSWERING_ROLES = (Role.ADMINISTRATOR, Role.DATA_STEWARD)
NOT_ANSWERING = "This page is for administrators and data stewards of a service."
SEES_IT_ALREADY = "You see this case already."
TAKES_TWO = "You asked for this yourself. Somebody else who administers the service or keeps its data has to agree."
ASKER_LEFT = "Whoever asked no longer administers the service or keeps its data."
NO_LONGER_WAITS = "This no longer waits for anybody. Ask anew if it is still needed."
IS_OVER = "This is over already."


def services_to_answer_for(user: User) -> OrganisationQuerySet:
    return services_where(user, *ANSWERING_ROLES)


def answers_for(user: User, organisation: Organisation) -> bool:
    return user.is_active and holds_role(user, organisation, *ANSWERING_ROLES)


def can_ask_emergency_look(user: User, case: Case) -> Decision:
    if not answers_for(user, case.organisation):
        return refused(NOT_ANSWERING)
    return ALLOWED if held_access(user, case) is None else refused(SEES_IT_ALREADY)


def can_see_emergency_look(user: User, look: EmergencyLook) -> Decision:
    """Those who answer for the service today, and whoever guides the case."""
    concerned = answers_for(user, look.case.organisation) or guides(user, look.case)
    return ALLOWED if concerned else refused(NOT_ANSWERING)


def can_confirm_emergency_look(user: User, look: EmergencyLook) -> Decision:
    if not answers_for(user, look.case.organisation):
        return refused(NOT_ANSWERING)
    if user.pk == look.asked_by_id:
        return refused(TAKES_TWO)
    if look.state != "waiting":
        return refused(NO_LONGER_WAITS)
    return ALLOWED if answers_for(look.asked_by, look.case.organisation) else refused(ASKER_LEFT)


def can_end_emergency_look(user: User, look: EmergencyLook) -> Decision:
    """Whoever guides the case, and anybody who answers for the service: to stop a look takes one person alone."""
    return can_see_emergency_look(user, look) if look.state in {"waiting", "running"} else refused(IS_OVER)


def reads_words_of_look(user: User, look: EmergencyLook) -> Decision:
    """Whoever guides the case reads that, when, by whom and for which kind of reason; the words may be about them."""
    return ALLOWED if answers_for(user, look.case.organisation) else refused(NOT_ANSWERING)


def people_who_answer_for(organisation: Organisation) -> QuerySet[User]:
    roles = organisation.memberships.on(timezone.localdate()).filter(role__in=ANSWERING_ROLES)
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))


def people_who_guide(case: Case) -> QuerySet[User]:
    guiding = case.accesses.in_force().filter(why=CaseAccess.Why.GUIDES)
    return User.objects.filter(is_active=True, pk__in=guiding.values("user"))
