from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from cases.models import Clock, Film, RetentionRule, ServiceRules, Terms
from cases.models.retention_rule import LONGEST_MONTHS
from cases.policies import Rules
from vig.accounts.forms import day_field

Kind = RetentionRule.Kind


class KeepLongerForm(forms.Form):
    until = day_field("Keep it until")
    why = forms.ChoiceField(label="Why", choices=Film.Longer, widget=forms.RadioSelect)

    def __init__(self, *args: Any, last: datetime.date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if last is not None:
            self.fields["until"].help_text = f"{last:%-d %B %Y} at the latest: that is what your service decided."

    def described(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"until": said["until"], "why": Film.Longer(said["why"])}


class TermsForm(forms.Form):
    """For how long one kind of thing is kept."""

    months = forms.IntegerField(label="Months", min_value=1, max_value=LONGEST_MONTHS)
    clock = forms.ChoiceField(label="Counted from", choices=Clock)
    longest_months = forms.IntegerField(
        label="At most, in months", min_value=1, max_value=LONGEST_MONTHS, help_text="From the day it was made."
    )
    warn_days = forms.IntegerField(label="Warning, days before", min_value=0, max_value=180)

    def __init__(self, posted: Mapping[str, Any] | None, *, kind: RetentionRule.Kind, initial: Terms) -> None:
        super().__init__(posted, prefix=kind.value, initial=initial_of(initial))
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        months, longest = said.get("months"), said.get("longest_months")
        if months and longest and longest < months:
            self.add_error("longest_months", "The most cannot be less than the months beside it.")
        return said

    def terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(said["months"], Clock(said["clock"]), said["longest_months"], said["warn_days"])


class RetentionRulesForm(forms.Form):
    """What films are to the service, and a rule for every kind of thing."""

    films_are = forms.ChoiceField(
        label="What films are here",
        choices=ServiceRules.FilmsAre,
        widget=forms.RadioSelect,
        help_text="A temporary aid is summed up in the record and then goes. Part of the record is kept as long as it.",
    )

    def __init__(self, posted: Mapping[str, Any] | None = None, *, films_are: str, rules: Rules) -> None:
        super().__init__(posted, initial={"films_are": films_are})
        self.kinds = [TermsForm(posted, kind=kind, initial=rules[kind]) for kind in Kind]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(kind.is_valid() for kind in self.kinds)])

    def rules(self) -> Rules:
        return {kind.kind.value: kind.terms() for kind in self.kinds}


def initial_of(terms: Terms) -> dict[str, Any]:
    return {
        "months": terms.months,
        "clock": terms.clock.value,
        "longest_months": terms.longest_months,
        "warn_days": terms.warn_days,
    }
