"""May they? Sight is in the querysets; here is what somebody may do with what they see."""

from django.db.models import F
from django.utils import timezone

from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.policy import ALLOWED, Decision, refused

from .models import Case, Clip, Film

WORKING_ROLES = (Role.PRACTITIONER, Role.TRAINEE, Role.SUPERVISOR)
NOT_A_PRACTITIONER = "Cases are opened by practitioners. Ask an administrator of your service for that role."


def services_of(user: User) -> OrganisationQuerySet:
    """Where somebody does casework today."""
    return Organisation.objects.where(user, roles=WORKING_ROLES, day=timezone.localdate()).order_by("name")


def can_open_case(user: User, organisation: Organisation) -> Decision:
    if not services_of(user).filter(pk=organisation.pk).exists():
        return refused(NOT_A_PRACTITIONER)
    return ALLOWED


def can_view(user: User, case: Case) -> Decision:
    if not case.accesses.held_by(user).exists():
        return refused("You have no access to this case.")
    return ALLOWED


def why_sees(user: User, case: Case) -> str:
    """What a viewing says of it. Of an access that ended a moment ago: what it was."""
    accesses = case.accesses.filter(user=user).order_by(F("ends_at").desc(nulls_first=True))
    return accesses.values_list("why", flat=True).first() or ""


def can_work_on(user: User, case: Case) -> Decision:
    """Add cycles and films, mark moments: whoever guides or covers for an open case."""
    seen = can_view(user, case)
    if not seen:
        return seen
    if case.state == Case.State.CLOSED:
        return refused("This case is closed. Open it again to go on working on it.")
    if not services_of(user).filter(pk=case.organisation_id).exists():
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
