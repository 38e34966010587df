import datetime

from django.utils import timezone

from cases.models import CaseAccess, Film, RetentionRule
from vig.accounts.models import User
from vig.notices.operations import notify


def warn_of_due_films(*, now: datetime.datetime) -> int:
    """Whoever guides a case is told as many days before as the rule says: once of each day that a film is due on."""
    today = timezone.localdate(now)
    warned = 0
    for rule in RetentionRule.objects.filter(kind__in=Film.Kind.values).exclude(warn_days=0):
        soon = today + datetime.timedelta(days=rule.warn_days)
        films = Film.objects.filter(kind=rule.kind, cycle__case__organisation=rule.organisation_id)
        for film in films.over(soon).filter(keep_until__gt=today).with_case():
            if film.keep_until:
                tell_who_guides(film, "cases.film_time_over_soon", day=film.keep_until)
                warned += 1
    return warned


def tell_who_guides(film: Film, kind: str, *, day: datetime.date) -> None:
    case = film.cycle.case
    guiding = case.accesses.in_force().filter(why=CaseAccess.Why.GUIDES)
    notify(
        users=User.objects.filter(pk__in=guiding.values("user")),
        kind=kind,
        subject=film,
        organisation=case.organisation,
        once=day.isoformat(),
        case=case.pseudonym,
        day=f"{day:%-d %B %Y}",
    )
