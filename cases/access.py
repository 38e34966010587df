"""The only way for a page or the API to get at a thing: unseen is 404, seen but not allowed is 403 with the reason."""

from typing import NoReturn, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from vig.accounts.models import Organisation, User
from vig.policy import Decision

from . import policies
from .models import Case, Clip, Cycle, Film

Thing = TypeVar("Thing")


def require(decision: Decision) -> None:
    if not decision:
        raise PermissionDenied(decision.reason)


def found(thing: Thing | None) -> Thing:
    if thing is None:
        raise Http404
    return thing


def case_to_see(user: User, case_id: UUID) -> Case:
    return found(Case.objects.visible_to(user).select_related("organisation").filter(pk=case_id).first())


def case_to_change(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_work_on(user, case))
    return case


def organisation_to_open_case_in(user: User, organisation: Organisation) -> Organisation:
    require(policies.can_open_case(user, organisation))
    return organisation


def no_service() -> NoReturn:
    raise PermissionDenied(policies.NOT_A_PRACTITIONER)


def cycle_to_see(user: User, cycle_id: UUID) -> Cycle:
    cycles = Cycle.objects.visible_to(user).select_related("case__organisation")
    return found(cycles.filter(pk=cycle_id).first())


def cycle_to_change(user: User, cycle_id: UUID) -> Cycle:
    cycle = cycle_to_see(user, cycle_id)
    require(policies.can_work_on(user, cycle.case))
    return cycle


def film_to_see(user: User, film_id: UUID) -> Film:
    return found(Film.objects.visible_to(user).with_case().filter(pk=film_id).first())


def film_to_change(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_of_recording_to_change(user: User, recording_id: UUID) -> Film:
    film = found(Film.objects.visible_to(user).with_case().filter(recording=recording_id).first())
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_to_mark(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_mark_moment(user, film))
    return film


def film_to_delete(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_delete_film(user, film))
    return film


def clip_to_see(user: User, clip_id: UUID) -> Clip:
    return found(Clip.objects.visible_to(user).with_details().filter(pk=clip_id).first())


def clip_to_change(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_change_clip(user, clip))
    return clip


def clip_to_download(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_download_clip(user, clip))
    return clip
