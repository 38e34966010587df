"""Who knows of a thing, and who watches it. `visible_to` says the same of many at once; a test holds the two equal."""

from collections.abc import Sequence

from django.db.models import F

from cases.models import Case, CaseAccess, Clip, Cycle, Film, Scope, Share
from vig.accounts.models import User
from vig.policy import ALLOWED, Decision, refused

from .consent import can_be_used, reaches

NO_ACCESS = "You have no access to this case."


def can_view(user: User, thing: Case | Cycle | Film | Clip | Share) -> Decision:
    """Access to its case, or a share that reaches it today."""
    if held_access(user, case_of(thing)) is not None:
        return ALLOWED
    if isinstance(thing, Share):
        return _can_watch_by(user, thing)
    for share in shares_of(thing) if isinstance(thing, Film | Clip) else ():
        if _can_watch_by(user, share):
            return ALLOWED
    return refused(NO_ACCESS)


def can_watch(user: User, thing: Film | Clip, *, frames: tuple[int, int] | None = None) -> Decision:
    """To see its pictures: whoever works on the case as far as consent reaches, or whom it was shared with.

    An emergency look needs no consent: two people decided on it, and it ends by itself.
    """
    access = held_access(user, case_of(thing))
    if access is None:
        return can_view(user, thing)
    return ALLOWED if access.why == CaseAccess.Why.EMERGENCY else can_be_used(thing, frames=frames)


def say_what_may_be_watched(user: User, films: Sequence[Film]) -> None:
    """Sets `may_be_watched` of films that `user` works on, in a constant number of queries."""
    cases = {film.cycle.case_id for film in films}
    held = CaseAccess.objects.held_by(user).filter(case__in=cases).values_list("case", "why")
    working = {case for case, why in held if why != CaseAccess.Why.EMERGENCY}
    emergency = {case for case, why in held if why == CaseAccess.Why.EMERGENCY} - working
    reach = reaches(films)
    for film in films:
        case = film.cycle.case_id
        film.may_be_watched = case in emergency or (case in working and reach[film.pk].whole)


def held_access(user: User, case: Case) -> CaseAccess | None:
    """The best one: somebody who guides a case needs no emergency."""
    held = sorted(CaseAccess.objects.held_by(user).filter(case=case), key=lambda access: access.why == "emergency")
    return held[0] if held else None


def why_sees(user: User, case: Case) -> str:
    """What a viewing says of it: of an access or a share that ended a moment ago, what it was.

    Whoever handed a case over and is shown a clip of it later watches by that share.
    """
    if (access := held_access(user, case)) is not None:
        return access.why
    if Share.objects.of_case(case).held_by(user).exists():
        return "share"
    accesses = case.accesses.filter(user=user).order_by(F("ends_at").desc(nulls_first=True))
    why = accesses.values_list("why", flat=True).first()
    return why or ("share" if Share.objects.of_case(case).filter(shared_with=user).exists() else "")


def case_of(thing: Case | Cycle | Film | Clip | Share) -> Case:
    if isinstance(thing, Share):
        return case_of(thing.film or thing.clip)  # type: ignore[arg-type]  # a constraint: one of the two
    if isinstance(thing, Clip):
        thing = thing.film
    if isinstance(thing, Film):
        thing = thing.cycle
    return thing.case if isinstance(thing, Cycle) else thing


def shares_of(thing: Film | Clip) -> list[Share]:
    """A clip is seen by whom it was given, and by whom its whole film was given."""
    if isinstance(thing, Film):
        return list(thing.shares.all())
    return [*thing.shares.all(), *thing.film.shares.all()]


def _can_watch_by(user: User, share: Share) -> Decision:
    if not share.runs or share.shared_with_id != user.pk:
        return refused(NO_ACCESS)
    shown = share.film or share.clip
    return can_be_used(shown, Scope(share.purpose)) if shown else refused(NO_ACCESS)
