"""Films left alone on request (UK GDPR Art. 18): nobody watches, shares or destroys them until it is lifted."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cases.models import Film, Restriction, SubjectRequest
from media_pipeline.operations.jobs import cancel_job
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .closing import close_film


class NothingToRestrict(Refused):
    def __init__(self) -> None:
        super().__init__("films", "Choose a film of this person that is not left alone already.")


@transaction.atomic
def restrict_films(*, request: SubjectRequest, films: Sequence[Film], by: User) -> int:
    """Close them in one transaction with their clips and shares. Raises NothingToRestrict.

    Their rows are locked first, as `destroy_film` does: it comes before the end, or finds no film any more.
    """
    chosen = Film.objects.filter(pk__in=[film.pk for film in films], appearances__participant=request.participant)
    free = chosen.exclude(restrictions__in=Restriction.objects.standing())
    locked = Film.objects.filter(pk__in=free.values("pk")).select_for_update(of=("self",)).with_case()
    restricted = [_restrict(film, request, by) for film in locked]
    if not restricted:
        raise NothingToRestrict
    return len(restricted)


def _restrict(film: Film, request: SubjectRequest, by: User) -> Restriction:
    now = timezone.now()
    restriction = Restriction.objects.create(
        film=film,
        request=request,
        placed_by=by,
        placed_at=now,
        before_closed_at=film.closed_at,
        before_closed_why=film.closed_why,
        before_destroy_at=film.destroy_at,
    )
    cancel_job(recording=film.recording)
    if film.closed_at is None:
        close_film(film=film, by=by, why=Film.Closed.RESTRICTED, now=now)
    else:
        Film.objects.filter(pk=film.pk).update(closed_why=Film.Closed.RESTRICTED, destroy_at=None)
    record_event("cases.film_restricted", actor=by, subject=film, request=str(request.pk))
    return restriction
