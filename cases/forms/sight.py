from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from vig.accounts.forms import day_field
from vig.accounts.models import User


class ColleagueForm(forms.Form):
    def __init__(self, *args: Any, colleagues: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["colleague"] = forms.ModelChoiceField(colleagues, label="Colleague", empty_label="Choose somebody")
        self.order_fields(["colleague"])


class CoverForm(ColleagueForm):
    starts_on = day_field("First day")
    ends_on = day_field("Last day", help_text="Until the evening of that day. Eight weeks at most.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"].initial = timezone.localdate
