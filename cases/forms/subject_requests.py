from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Case, Film, ItemDecision, Participant, Restriction, SubjectRequest
from vig.accounts.forms import day_field
from vig.accounts.models import Organisation

NOT_FOUND = "There is no case of this pseudonym in your service."


class FindCaseForm(forms.Form):
    """A case by its pseudonym: whoever handles requests sees no case's pages."""

    case = forms.CharField(label="Pseudonym of the case", max_length=60)

    def __init__(self, *args: Any, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service

    def clean_case(self) -> Case:
        case = Case.objects.filter(organisation=self.service, pseudonym__iexact=self.cleaned_data["case"].strip())
        if found := case.first():
            return found
        raise ValidationError(NOT_FOUND)


class SubjectRequestForm(forms.Form):
    kind = forms.ChoiceField(label="What is asked for", choices=SubjectRequest.Kind, widget=forms.RadioSelect)
    asked_by_described = forms.CharField(
        label="Who asked", max_length=80, help_text="By their role, for example mother or solicitor. No name."
    )
    asked_on = day_field("Asked on", help_text="The month in which to answer begins on this day.")

    def __init__(self, *args: Any, participants: Iterable[Participant] = (), **options: Any) -> None:
        """`participants`: those to choose from, where it is not said already whom it is about."""
        super().__init__(*args, **options)
        self.fields["asked_on"].initial = timezone.localdate
        self.people = {str(somebody.pk): somebody for somebody in participants}
        if self.people:
            self.fields["participant"] = forms.ChoiceField(
                label="Whom it is about",
                choices=[(pk, somebody.shown_name) for pk, somebody in self.people.items()],
                widget=forms.RadioSelect,
            )
            self.order_fields(["participant"])

    def described(self) -> dict[str, Any]:
        """What `file_subject_request` wants to know."""
        said = self.cleaned_data
        whom = {"participant": self.people[said["participant"]]} if self.people else {}
        return whom | {
            "kind": SubjectRequest.Kind(said["kind"]),
            "asked_on": said["asked_on"],
            "asked_by_described": said["asked_by_described"],
        }


class DecideItemForm(forms.Form):
    item = forms.CharField(max_length=60)
    withheld_why = forms.ChoiceField(choices=[("", "It goes in"), *ItemDecision.Why.choices], required=False)


class CloseRequestForm(forms.Form):
    state = forms.ChoiceField(
        label="How it ends",
        choices=[choice for choice in SubjectRequest.State.choices if choice[0] != SubjectRequest.State.OPEN],
        widget=forms.RadioSelect,
    )
    refused_why = forms.ChoiceField(
        label="Why, where it is refused",
        choices=[("", "It is not refused"), *SubjectRequest.Refusal.choices],
        required=False,
    )

    def described(self) -> dict[str, Any]:
        return {
            "state": SubjectRequest.State(self.cleaned_data["state"]),
            "refused_why": self.cleaned_data["refused_why"],
        }


class RestrictForm(forms.Form):
    """One film of those in which the person is, or none chosen: all of them."""

    film = forms.UUIDField(required=False)

    def chosen(self, films: Iterable[Film]) -> list[Film]:
        one: UUID | None = self.cleaned_data["film"]
        return [film for film in films if one in {None, film.pk}]


class LiftRestrictionForm(forms.Form):
    why = forms.ChoiceField(label="Why it is lifted", choices=Restriction.Lifted, widget=forms.RadioSelect)
