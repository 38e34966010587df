from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cases.models import Assent, Cycle, Film, Participant
from vig.accounts.forms import day_field

DAY = "day"


class RecordAssentForm(forms.Form):
    """How somebody met the camera, as the practitioner saw or heard it. Nothing is chosen before it is said."""

    answer = forms.ChoiceField(label="How it was", choices=Assent.Answer, widget=forms.RadioSelect)
    how = forms.ChoiceField(label="How you know", choices=Assent.How, widget=forms.RadioSelect)
    asked_on = day_field("Filmed on", required=False)
    field_order = ("participant", "answer", "how", "about", "asked_on")

    def __init__(self, *args: Any, cycle: Cycle, film: Film | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in cycle.case.participants.order_by("-role")}
        self.films = {str(one.pk): one for one in cycle.films.all()}
        self.fields["asked_on"].initial = film.recorded_on if film else timezone.localdate
        self.fields["participant"] = forms.ChoiceField(
            label="Who",
            choices=[(pk, one.shown_name) for pk, one in self.people.items()],
            widget=forms.RadioSelect,
            initial=next((pk for pk, one in self.people.items() if one.role == Participant.Role.PERSON), None),
        )
        self.fields["about"] = forms.ChoiceField(
            label="What it is about",
            choices=[(DAY, "The whole day"), *((pk, said(one)) for pk, one in self.films.items())],
            widget=forms.RadioSelect,
            initial=str(film.pk) if film else DAY,
        )
        if not self.films:
            self.fields["about"].widget = forms.HiddenInput()
        self.order_fields(self.field_order)

    def described(self) -> dict[str, Any]:
        """What `record_assent` wants to know."""
        said = self.cleaned_data
        film = self.films.get(said["about"])
        return {
            "participant": self.people[said["participant"]],
            "film": film,
            "answer": said["answer"],
            "how": said["how"],
            "asked_on": film.recorded_on if film else said["asked_on"],
        }


class AskWithSymbolsForm(forms.Form):
    """What somebody says themselves, by touching one of three symbols."""

    answer = forms.ChoiceField(choices=[(one, one) for one in ("glad", "unsure", "declined")])


class DecideOnAssentForm(forms.Form):
    why = forms.ChoiceField(label="Why it may be used", choices=Assent.Decided, widget=forms.RadioSelect)


def said(film: Film) -> str:
    return f"{film.get_kind_display()}, {film.recorded_on:%-d %B %Y}"
