import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Appearance, ConsentAnswer, Film, Restriction
from cases.policies import consent_reaches
from cases.policies.consent import scope_of
from vig.accounts.models import User
from vig.audit.operations import record_event

from .clocks import open_films_whose_time_goes_on, set_clocks
from .closing import close_film, open_film


@transaction.atomic
def lift_restriction(*, restriction: Restriction, why: Restriction.Lifted, by: User) -> bool:
    """The film is what it was: open if consent still reaches it, and with as long to live as it had left.

    Harmless when repeated.
    """
    now = timezone.now()
    standing = Restriction.objects.standing().filter(pk=restriction.pk)
    if not standing.update(lifted_at=now, lifted_by=by, lifted_why=why):
        return False
    film = Film.objects.select_for_update(of=("self",)).with_case().get(pk=restriction.film_id)
    _give_back(film, restriction, by=by, now=now)
    record_event("cases.restriction_lifted", actor=by, subject=film, request=str(restriction.request_id), why=why)
    return True


def _give_back(film: Film, restriction: Restriction, *, by: User, now: datetime.datetime) -> None:
    before = restriction.before_closed_why
    asked_again = before == Film.Closed.WITHDRAWN and consent_reaches(film)
    if before and not asked_again:
        goes = restriction.before_destroy_at
        Film.objects.filter(pk=film.pk).update(
            closed_at=restriction.before_closed_at,
            closed_why=before,
            destroy_at=goes + (now - restriction.placed_at) if goes else None,
        )
        this_one = Film.objects.filter(pk=film.pk)
        set_clocks(this_one)
        open_films_whose_time_goes_on(this_one, day=timezone.localdate(now), by=by)
        return
    open_film(film=film)
    if _withdrawn_meanwhile(film, since=restriction.placed_at):
        close_film(film=film, by=by, why=Film.Closed.WITHDRAWN, now=now)


def _withdrawn_meanwhile(film: Film, *, since: datetime.datetime) -> bool:
    """A withdrawal finds no open film to close while it is restricted, so it is made good here."""
    lacking = Appearance.objects.filter(film=film).lacking(day=timezone.localdate())
    withdrawn = ConsentAnswer.objects.filter(scope=scope_of(film.kind), withdrawn_at__gte=since)
    return withdrawn.filter(consent__participant__in=lacking.values("participant")).exists()
