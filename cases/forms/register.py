from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.register import STATES, found_in_register
from vig.accounts.models import Organisation


class SearchRegisterForm(forms.Form):
    """What to look for among the films of a service. Empty means everything."""

    state = forms.ChoiceField(choices=[("", "Everything"), *STATES.items()], required=False, label="Show")
    case = forms.CharField(max_length=60, required=False, label="Case")

    def __init__(self, *args: Any, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service

    def found(self) -> QuerySet[Any, tuple[Any, ...]]:
        said = self.cleaned_data if self.is_valid() else {}
        return found_in_register(self.service, state=said.get("state", ""), case=said.get("case", "").strip())

    def asked_for(self) -> dict[str, str]:
        """What was looked for. A pseudonym is none of the audit's business: only that one was looked for."""
        said = self.cleaned_data if self.is_valid() else {}
        asked = {"state": said.get("state", ""), "case": "one" if said.get("case") else ""}
        return {name: value for name, value in asked.items() if value}
