from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils import timezone

from cases.models import Consent, ConsentText, Participant, Scope
from cases.operations.evidence import LARGEST, SignedPaper
from cases.operations.record_consent import Giver, Term

SOMEBODY_ELSE = "somebody_else"
CHOOSE = ("", "Choose")
YES_OR_NO = [("yes", "Yes"), ("no", "No")]
CHILDREN = {Participant.AgeBand.FIVE_TO_ELEVEN, Participant.AgeBand.TWELVE_TO_SEVENTEEN}


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class RecordConsentForm(forms.Form):
    """One question a scope, each with yes and no and neither of them chosen: nothing is taken as said."""

    given_by = forms.ChoiceField(label="Who answered")
    given_by_described = forms.CharField(
        max_length=80,
        required=False,
        label="Somebody else: who, by their role",
        help_text="For example social worker or attorney. No name.",
    )
    authority = forms.ChoiceField(choices=[CHOOSE, *Consent.Authority.choices], label="On what ground they may answer")
    how = forms.ChoiceField(choices=Consent.How, label="How they answered", widget=forms.RadioSelect)
    paper = forms.FileField(
        required=False,
        label="Photo or scan of the signed form",
        help_text="JPEG, PNG or PDF, at most 4 MB. It is kept encrypted.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    signature = forms.CharField(required=False, widget=forms.HiddenInput)
    given_on = forms.DateField(
        label="Answered on",
        initial=timezone.localdate,
    )
    until_on = forms.DateField(
        required=False,
        label="Holds until",
        help_text="Left open, it holds until it is withdrawn or the case's films go.",
    )
    ask_again_on = day_field(
        required=False,
        label="Old enough to be asked themselves from",
        help_text="For example the month in which they turn 16. From that day on this consent no longer holds.",
    )

    def __init__(self, *args: Any, participant: Participant, text: ConsentText, **options: Any) -> None:
        super().__init__(*args, **options)
        self.participant = participant
        self.people = {str(somebody.pk): somebody for somebody in participant.case.participants.all()}
        self.fields["given_by"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, declared above
            CHOOSE,
            *((pk, somebody.shown_name) for pk, somebody in self.people.items()),
            (SOMEBODY_ELSE, "Somebody else"),
        ]
        for scope in Scope:
            self.fields[scope.value] = forms.ChoiceField(
                choices=YES_OR_NO, required=False, label=text.question(scope), widget=forms.RadioSelect
            )
        if participant.age_band not in CHILDREN:
            del self.fields["ask_again_on"]

    def questions(self) -> list[forms.BoundField]:
        return [self[scope.value] for scope in Scope]

    def clean_signature(self) -> bytes:
        """A PNG as the drawing element hands it over, or nothing."""
        drawn: str = self.cleaned_data["signature"]
        try:
            return base64.b64decode(drawn.removeprefix("data:image/png;base64,"), validate=True)
        except binascii.Error:
            raise forms.ValidationError("The signature could not be read. Please sign again.") from None

    def described(self) -> dict[str, Any]:
        """What `record_consent` wants to know."""
        said = self.cleaned_data
        return {
            "answers": {scope.value: said[scope.value] == "yes" for scope in Scope if said.get(scope.value)},
            "giver": Giver(said["authority"], self.people.get(said["given_by"]), said["given_by_described"]),
            "how": said["how"],
            "given_on": said["given_on"],
            "term": Term(until_on=said["until_on"], ask_again_on=said.get("ask_again_on")),
            "evidence": self.evidence(),
        }

    def evidence(self) -> SignedPaper | None:
        said = self.cleaned_data
        if said["how"] == Consent.How.FORM and said["paper"]:
            return SignedPaper(said["paper"].read(LARGEST + 1))
        if said["how"] == Consent.How.SIGNATURE and said["signature"]:
            return SignedPaper(said["signature"])
        return None
