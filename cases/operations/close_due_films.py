import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Film

from .clocks import set_clocks
from .closing import close_film
from .warn_of_due_films import tell_who_guides


def close_due_films(*, now: datetime.datetime) -> int:
    """Films whose time is over close; the service's days of grace later they are destroyed. Safe beside others."""
    today = timezone.localdate(now)
    return sum(_close(film, today=today, now=now) for film in Film.objects.over(today).with_case())


@transaction.atomic
def _close(film: Film, *, today: datetime.date, now: datetime.datetime) -> bool:
    """Unless somebody held it, or decided to keep it longer, a moment ago: both lock the film's row first."""
    this_one = Film.objects.filter(pk=film.pk)
    if not this_one.select_for_update().exists():
        return False
    set_clocks(this_one)
    if not this_one.over(today).exists():
        return False
    close_film(film=film, by=None, why=Film.Closed.RETENTION, now=now)
    closed = this_one.with_case().get()
    if closed.destroy_at:
        tell_who_guides(closed, "cases.film_time_over", day=timezone.localdate(closed.destroy_at))
    return True
