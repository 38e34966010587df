from django.db import transaction
from django.utils import timezone

from cases.models import Film, RetentionRule, ServiceRules
from cases.policies import Rules
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event

from .clocks import open_films_whose_time_goes_on, set_clocks


@transaction.atomic
def change_retention_rules(
    *, organisation: Organisation, films_are: ServiceRules.FilmsAre, rules: Rules, by: User
) -> None:
    """From now on, for what is there already too: every film's day is set anew, and what was closed only because its
    time was over opens again where it is no longer."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    ServiceRules.objects.update_or_create(organisation=organisation, defaults={"films_are": films_are})
    for kind, terms in rules.items():
        RetentionRule.objects.update_or_create(
            organisation=organisation,
            kind=kind,
            defaults={
                "months": terms.months,
                "clock": terms.clock,
                "longest_months": terms.longest_months,
                "warn_days": terms.warn_days,
            },
        )
    films = Film.objects.filter(cycle__case__organisation=organisation)
    moved = set_clocks(films)
    opened = open_films_whose_time_goes_on(films, day=timezone.localdate(), by=by)
    record_event(
        "cases.retention_rules_changed",
        actor=by,
        subject=organisation,
        films_are=films_are,
        rules={
            kind: [terms.months, terms.clock, terms.longest_months, terms.warn_days] for kind, terms in rules.items()
        },
        moved=moved,
        opened=opened,
    )
