from typing import Any

from django import forms
from django.db.models import QuerySet

from vig.accounts.models import User


class ConcernForm(forms.Form):
    words = forms.CharField(
        label="What you saw or heard",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="As plainly as you can: what, when, who was there, and what was said. Your thoughts come after.",
    )
    keep_it = forms.BooleanField(required=False, help_text="Nobody can delete it then. The family is not told.")

    def __init__(self, *args: Any, of_film: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keep_it"].label = "Keep this film" if of_film else "Keep every film of this case"


class ConcernStepForm(forms.Form):
    words = forms.CharField(label="What was done", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


class NameLeadForm(forms.Form):
    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.ModelChoiceField(people, label="Person", empty_label="Choose somebody")
