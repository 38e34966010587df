import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Film, Hold
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused


class FilmIsGone(Refused):
    def __init__(self) -> None:
        super().__init__("kept", "This film was destroyed already, so it cannot be kept any more.")


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
    """Keep the film, or every film of the case, until it is lifted. Raises FilmIsGone, HeldAlready or ReviewIsOver.

    The rows of the films are locked first, as `destroy_film` does: what it answers holds.
    """
    if review_on <= timezone.localdate():
        raise ReviewIsOver
    Case.objects.select_for_update().get(pk=case.pk)  # two at once would both be the first
    kept = Film.objects.filter(cycle__case=case, **({"pk": film.pk} if film else {}))
    locked = list(kept.select_for_update(of=("self",)).values_list("pk", flat=True))
    if film and not locked:
        raise FilmIsGone
    if Hold.objects.standing().filter(case=case, film=film, why=why).exists():
        raise HeldAlready
    hold = Hold.objects.create(
        case=case,
        film=film,
        why=why,
        review_on=review_on,
        family_told=family_told,
        placed_by=by,
        placed_at=timezone.now(),
    )
    record_event(
        "cases.hold_placed", actor=by, subject=hold, case=str(case.pk), film=str(film.pk) if film else None, why=why
    )
    return hold
