"""May they? Sight is in the querysets; here is what somebody may do with what they see."""

from django.utils import timezone

from vig.accounts.models import Organisation, Role, User
from vig.policy import ALLOWED, Decision, refused

from .models import Case, Clip, Film

WORKING_ROLES = (Role.PRACTITIONER, Role.TRAINEE, Role.SUPERVISOR)


def works_at(user: User, organisation: Organisation) -> bool:
    memberships = user.memberships.on(timezone.localdate())
    return memberships.filter(organisation=organisation, role__in=WORKING_ROLES).exists()


def can_open_case(user: User, organisation: Organisation) -> Decision:
    if not works_at(user, organisation):
        return refused("Cases are opened by practitioners. Ask an administrator of your service for that role.")
    return ALLOWED


def can_view(user: User, case: Case) -> Decision:
    if not case.accesses.held_by(user).exists():
        return refused("You have no access to this case.")
    return ALLOWED


def can_work_on(user: User, case: Case) -> Decision:
    """Add cycles and films, mark moments: whoever guides or covers for an open case."""
    seen = can_view(user, case)
    if not seen:
        return seen
    if case.state == Case.State.CLOSED:
        return refused("This case is closed. Open it again to go on working on it.")
    if not works_at(user, case.organisation):
        return refused("Your role in this service has ended. Ask an administrator to renew it.")
    return ALLOWED


def can_delete_film(user: User, film: Film) -> Decision:
    return can_work_on(user, film.cycle.case)


def can_mark_moment(user: User, film: Film) -> Decision:
    return can_work_on(user, film.cycle.case)


def can_change_clip(user: User, clip: Clip) -> Decision:
    return can_work_on(user, clip.film.cycle.case)


def can_download_clip(user: User, clip: Clip) -> Decision:
    return can_work_on(user, clip.film.cycle.case)
