import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Film, Hold
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .holding import keep


class HeldAlready(Refused):
    def __init__(self) -> None:
        super().__init__("kept", "This is kept for the same reason already. Lift that hold first to change it.")


class ReviewIsOver(Refused):
    def __init__(self) -> None:
        super().__init__("review_on", "Choose a day to come, on which somebody looks again whether it is needed.")


@transaction.atomic
def place_hold(
    *,
    case: Case,
    film: Film | None = None,
    why: Hold.Why,
    review_on: datetime.date,
    family_told: bool = False,
    by: User,
) -> Hold:
    """Keep the film, or every film of the case, until it is lifted. Raises FilmIsGone, HeldAlready or ReviewIsOver."""
    if review_on <= timezone.localdate():
        raise ReviewIsOver
    Case.objects.select_for_update().get(pk=case.pk)  # two at once would both be the first
    if Hold.objects.standing().placed_openly().filter(case=case, film=film, why=why).exists():
        raise HeldAlready
    hold = keep(case=case, film=film, why=why, review_on=review_on, family_told=family_told, by=by)
    record_event(
        "cases.hold_placed", actor=by, subject=hold, case=str(case.pk), film=str(film.pk) if film else None, why=why
    )
    return hold
