"""Who may let a colleague in: whoever guides a case has it covered, or hands it over."""

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case, CaseAccess
from vig.accounts.models import Role, User
from vig.accounts.roles import holds_role
from vig.policy import ALLOWED, Decision, refused

from .casework import WORKING_ROLES

ONLY_WHO_GUIDES = "Only whoever guides this case lets somebody else in, or hands it over."

ONLY_WHO_GUIDES_CLOSES = "Only whoever guides this case closes it, or opens it again."


def guides(user: User, case: Case) -> bool:
    """Now, and with a role in its service to do it by."""
    held = CaseAccess.objects.held_by(user).filter(case=case, why=CaseAccess.Why.GUIDES)
    return held.exists() and holds_role(user, case.organisation, *WORKING_ROLES)


def can_cover_case(user: User, case: Case) -> Decision:
    """Have a colleague cover for them."""
    return ALLOWED if guides(user, case) else refused(ONLY_WHO_GUIDES)


def can_end_cover(user: User, cover: CaseAccess) -> Decision:
    """Whoever covers may give it back."""
    return ALLOWED if cover.user_id == user.pk or guides(user, cover.case) else refused(ONLY_WHO_GUIDES)


def can_hand_over_case(user: User, case: Case) -> Decision:
    """An administrator may too, without ever seeing the case: somebody may have left without handing over."""
    administers = holds_role(user, case.organisation, Role.ADMINISTRATOR)
    return ALLOWED if administers or guides(user, case) else refused(ONLY_WHO_GUIDES)


def can_close_case(user: User, case: Case) -> Decision:
    """And open it again."""
    return ALLOWED if guides(user, case) else refused(ONLY_WHO_GUIDES_CLOSES)


def colleagues_for(case: Case) -> QuerySet[User]:
    """Who could take it on: they do casework in its service today, and do not guide it already."""
    roles = case.organisation.memberships.on(timezone.localdate()).filter(role__in=WORKING_ROLES)
    guiding = case.accesses.in_force().filter(why=CaseAccess.Why.GUIDES)
    able = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return able.exclude(pk__in=guiding.values("user")).order_by("name", "email")
