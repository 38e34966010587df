"""Cases, their cycles, and who may see them."""

from typing import NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied

from cases import policies
from cases.models import Case, CaseAccess, Cycle
from vig.accounts.models import Organisation, Role, User
from vig.accounts.roles import services_where

from .finding import found, require


def case_to_see(user: User, case_id: UUID) -> Case:
    return found(Case.objects.visible_to(user).select_related("organisation").filter(pk=case_id).first())


def case_to_work_on(user: User, case_id: UUID) -> Case:
    """Consents, people and who may watch: for who works on the case, not for an emergency look."""
    case = case_to_see(user, case_id)
    require(policies.can_read_consents(user, case))
    return case


def case_to_change(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_work_on(user, case))
    return case


def case_to_cover(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_cover_case(user, case))
    return case


def case_to_close(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_close_case(user, case))
    return case


def case_to_hand_over(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_hand_over_case(user, case))
    return case


def case_of_service_to_hand_over(user: User, case_id: UUID) -> Case:
    """By who administers the service; they see the case by its reference, and nothing in it."""
    services = services_where(user, Role.ADMINISTRATOR)
    cases = Case.objects.filter(organisation__in=services.values("pk")).select_related("organisation")
    case = found(cases.filter(pk=case_id).first())
    require(policies.can_hand_over_case(user, case))
    return case


def cover_to_end(user: User, case_id: UUID, access_id: int) -> CaseAccess:
    covers = case_to_see(user, case_id).accesses.lasting().filter(why=CaseAccess.Why.COVERS)
    cover = found(covers.select_related("case__organisation").filter(pk=access_id).first())
    require(policies.can_end_cover(user, cover))
    return cover


def organisation_to_open_case_in(user: User, organisation: Organisation) -> Organisation:
    require(policies.can_open_case(user, organisation))
    return organisation


def no_service() -> NoReturn:
    raise PermissionDenied(policies.NOT_A_PRACTITIONER)


def sees_case(user: User, case: Case) -> bool:
    """Whether there is a case page for `user` to go back to."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def cycle_to_see(user: User, cycle_id: UUID) -> Cycle:
    cycles = Cycle.objects.visible_to(user).select_related("case__organisation")
    return found(cycles.filter(pk=cycle_id).first())


def cycle_to_change(user: User, cycle_id: UUID) -> Cycle:
    cycle = cycle_to_see(user, cycle_id)
    require(policies.can_work_on(user, cycle.case))
    return cycle
