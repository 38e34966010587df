import datetime

from django.utils import timezone

from cases.models import Case, Film, Hold
from vig.accounts.models import User
from vig.refusals import Refused


class FilmIsGone(Refused):
    def __init__(self) -> None:
        super().__init__("kept", "This film was destroyed already, so it cannot be kept any more.")


def keep(
    *, case: Case, film: Film | None, why: Hold.Why, review_on: datetime.date, family_told: bool = False, by: User
) -> Hold:
    """A hold, in the caller's transaction, which has locked the case.

    The rows of the films are locked first, as `destroy_film` does: what it answers holds.
    """
    kept = Film.objects.filter(cycle__case=case, **({"pk": film.pk} if film else {}))
    locked = list(kept.select_for_update(of=("self",)).values_list("pk", flat=True))
    if film and not locked:
        raise FilmIsGone
    return Hold.objects.create(
        case=case,
        film=film,
        why=why,
        review_on=review_on,
        family_told=family_told,
        placed_by=by,
        placed_at=timezone.now(),
    )
