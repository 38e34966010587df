import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Film
from cases.policies import can_keep_longer, consent_reaches, longest
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import forget_about
from vig.refusals import Refused

from .clocks import open_films_whose_time_goes_on, rules_in, set_clocks


class NotLonger(Refused):
    def __init__(self, keep_until: datetime.date) -> None:
        super().__init__("until", f"It is kept until {keep_until:%-d %B %Y} in any case. Choose a later day.")


class LongerThanAnythingIsKept(Refused):
    def __init__(self, last: datetime.date) -> None:
        super().__init__(
            "until", f"Your service keeps this until {last:%-d %B %Y} at most. Choose that day or an earlier one."
        )


class MayNotKeepLonger(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__("until", reason)


@transaction.atomic
def keep_longer(*, film: Film, until: datetime.date, why: Film.Longer, by: User) -> Film:
    """Move the day on which its time is over; a film whose time was over opens again, if consent still reaches it.

    Raises MayNotKeepLonger, NotLonger or LongerThanAnythingIsKept.
    """
    this_one = Film.objects.filter(pk=film.pk)
    film = this_one.with_case().select_for_update(of=("self",)).get()
    if not (decision := can_keep_longer(by, film)):
        raise MayNotKeepLonger(decision.reason)
    if film.closed_at is not None and not (decision := consent_reaches(film)):
        raise MayNotKeepLonger(decision.reason)  # it would stay closed, and whoever keeps it should know
    service = film.cycle.case.organisation
    last, now_until = longest(film, rules_in([service]).get(service.pk, {})), film.keep_until
    today = timezone.localdate()
    if now_until and until <= max(now_until, today):
        raise NotLonger(max(now_until, today))
    if last and until > last:
        raise LongerThanAnythingIsKept(last)
    this_one.update(longer_until=until, longer_why=why)
    set_clocks(this_one)
    open_films_whose_time_goes_on(this_one, day=today, by=by)
    forget_about(film)
    record_event("cases.film_kept_longer", actor=by, subject=film, until=until.isoformat(), why=why)
    film.refresh_from_db()
    return film
