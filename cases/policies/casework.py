"""What a practitioner may do in a case."""

from django.utils import timezone

from cases.models import Case, CaseAccess, Clip, Film, Scope
from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.policy import ALLOWED, Decision, refused

from .consent import can_be_used
from .sight import NO_ACCESS, held_access

WORKING_ROLES = (Role.PRACTITIONER, Role.TRAINEE, Role.SUPERVISOR)
NOT_A_PRACTITIONER = "Cases are opened by practitioners. Ask an administrator of your service for that role."

NOT_A_DATA_STEWARD = "This page is for data stewards. Ask an administrator of your service for that role."


def services_of(user: User) -> OrganisationQuerySet:
    """Where somebody does casework today."""
    return Organisation.objects.where(user, roles=WORKING_ROLES, day=timezone.localdate()).order_by("name")


def can_open_case(user: User, organisation: Organisation) -> Decision:
    if not services_of(user).filter(pk=organisation.pk).exists():
        return refused(NOT_A_PRACTITIONER)
    return ALLOWED


def can_read_consents(user: User, case: Case) -> Decision:
    """And take them back: whoever guides or covers, in a closed case too; never by an emergency look."""
    access = held_access(user, case)
    return refused(NO_ACCESS) if access is None or access.why == CaseAccess.Why.EMERGENCY else ALLOWED


def can_work_on(user: User, case: Case) -> Decision:
    """Add cycles and films, mark moments: whoever guides or covers for an open case."""
    access = held_access(user, case)
    if access is None or access.why == CaseAccess.Why.EMERGENCY:
        return refused(NO_ACCESS)
    if case.state == Case.State.CLOSED:
        return refused("This case is closed. Open it again to go on working on it.")
    if not services_of(user).filter(pk=case.organisation_id).exists():
        return refused("Your role in this service has ended. Ask an administrator to renew it.")
    return ALLOWED


def can_delete_film(user: User, film: Film) -> Decision:
    return can_work_on(user, film.cycle.case)


def can_mark_moment(user: User, film: Film) -> Decision:
    return _work_with(user, film)


def can_change_clip(user: User, clip: Clip) -> Decision:
    return _work_with(user, clip)


def can_download_clip(user: User, clip: Clip) -> Decision:
    """A file leaves the platform for good, so it is a copy, and needs the consent to copies."""
    return can_work_on(user, clip.film.cycle.case) and can_be_used(clip, Scope.COPIES)


def _work_with(user: User, thing: Film | Clip) -> Decision:
    """Whoever works on the case, as far as consent reaches."""
    film = thing if isinstance(thing, Film) else thing.film
    return can_work_on(user, film.cycle.case) and can_be_used(thing)
