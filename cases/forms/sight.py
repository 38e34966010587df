from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from cases.models import SHARED_FOR, Scope
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


FOUR_WEEKS = datetime.timedelta(weeks=4)


class ShareForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        label="Email address",
        help_text="Of one person, at your service or another, who signs in with it as a practitioner, trainee or "
        "supervisor.",
    )
    purpose = forms.ChoiceField(
        label="What for", choices=[(scope.value, scope.label) for scope in SHARED_FOR], widget=forms.RadioSelect
    )
    ends_on = day_field("Last day", help_text="A year from now at most.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ends_on"].initial = lambda: timezone.localdate() + FOUR_WEEKS

    def offered(self) -> dict[str, Any]:
        """What `share_clip` wants to know."""
        said = self.cleaned_data
        return {"email": said["email"], "purpose": Scope(said["purpose"]), "ends_on": said["ends_on"]}
