"""What an administrator decides for the service: the words it asks with, and its rules."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.models import ConsentText, Scope, ServiceRules
from cases.operations.change_service_rules import LONGEST_GRACE


class ConsentTextForm(forms.Form):
    """Begins with the words in use; a question a scope, which is answered with yes or no."""

    introduction = forms.CharField(
        max_length=4000,
        label="What is said before the questions",
        help_text="Plain words, in paragraphs. It can be read out.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, text: ConsentText, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["introduction"].initial = text.introduction
        for scope in Scope:
            self.fields[scope.value] = forms.CharField(
                max_length=600,
                label=scope.label,
                initial=text.question(scope),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def described(self) -> dict[str, Any]:
        """What `publish_consent_text` wants to know."""
        said = self.cleaned_data
        return {
            "introduction": said["introduction"],
            "questions": {scope.value: said[scope.value] for scope in Scope},
        }

    def questions(self) -> list[str]:
        return [self.cleaned_data[scope.value] for scope in Scope]


class ServiceRulesForm(forms.Form):
    lawful_basis = forms.ChoiceField(
        label="On what ground the service works", choices=ServiceRules.LawfulBasis, widget=forms.RadioSelect
    )
    days_until_destroyed = forms.IntegerField(
        label="Days until a film is destroyed after a consent was taken back",
        min_value=0,
        max_value=LONGEST_GRACE,
        help_text=f"From 0 to {LONGEST_GRACE}. It is closed at once in any case; in these days a mistake can be put "
        "right.",
    )
