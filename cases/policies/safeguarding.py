"""Who raises a concern, and who answers it. No role opens one, and a lead sees no film for it."""

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case, Clip, Concern, Film, SafeguardingLead
from vig.accounts.models import Organisation, Role, User
from vig.accounts.policies import can_administer
from vig.policy import ALLOWED, Decision, refused

from .sight import can_view

NOT_A_LEAD = "Only the safeguarding leads of the service answer a concern."


def can_raise_concern(user: User, thing: Case | Film | Clip) -> Decision:
    """Whoever sees it, for whatever reason."""
    return can_view(user, thing)


def is_lead(user: User, organisation: Organisation) -> bool:
    return leads_of(organisation).filter(user=user).exists()


def leads_somewhere(user: User) -> bool:
    return SafeguardingLead.objects.in_force().filter(user=user).exists()


def can_see_concern(user: User, concern: Concern) -> Decision:
    sees = concern.raised_by_id == user.pk or is_lead(user, concern.organisation)
    return ALLOWED if sees else refused(NOT_A_LEAD)


def can_answer_concern(user: User, concern: Concern) -> Decision:
    """Note steps, close it, lift its hold."""
    return ALLOWED if is_lead(user, concern.organisation) else refused(NOT_A_LEAD)


def can_name_leads(user: User, organisation: Organisation) -> Decision:
    return can_administer(user, organisation)


def leads_of(organisation: Organisation) -> QuerySet[SafeguardingLead]:
    return SafeguardingLead.objects.in_force().filter(organisation=organisation).select_related("user")


def who_could_lead(organisation: Organisation) -> QuerySet[User]:
    """Everybody who works there and is not named yet."""
    roles = organisation.memberships.on(timezone.localdate())
    able = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return able.exclude(pk__in=leads_of(organisation).values("user")).order_by("name", "email")


def whom_to_ask_for_leads(user: User, organisation: Organisation) -> list[User]:
    """Who could name a lead; nobody is named to people of another service."""
    today = timezone.localdate()
    if not organisation.memberships.on(today).filter(user=user).exists():
        return []
    roles = organisation.memberships.on(today).filter(role=Role.ADMINISTRATOR)
    return list(User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("name"))
