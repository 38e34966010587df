import datetime
from uuid import UUID

from django.utils import timezone

from cases.models import CaseAccess, Clip, Film, RetentionRule
from cases.policies import cut_due_on
from vig.accounts.models import Organisation, User
from vig.notices.operations import notify

from .clocks import rules_in


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


def warn_of_due_cuts(*, now: datetime.datetime) -> int:
    """Once of each film and day, however many files of its clips are over then."""
    rules = rules_in(Organisation.objects.filter(retention_rules__kind=RetentionRule.Kind.CLIP).distinct())
    today = timezone.localdate(now)
    due: dict[tuple[UUID, datetime.date], Film] = {}
    for clip in Clip.objects.with_a_file().filter(film__cycle__case__organisation__in=list(rules)).with_film():
        of_service = rules[clip.film.cycle.case.organisation_id]
        day = cut_due_on(clip, of_service)
        soon = today + datetime.timedelta(days=of_service[RetentionRule.Kind.CLIP].warn_days)
        if day is not None and today < day <= soon:
            due[clip.film_id, day] = clip.film
    for (_, day), film in due.items():
        tell_who_guides(film, "cases.cuts_time_over_soon", day=day)
    return len(due)


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
