from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cases.models import Case, Film, Participant
from cases.operations.open_case import Somebody
from cases.words import Words
from vig.accounts.models import Organisation
from vig.accounts.querysets import OrganisationQuerySet


class OpenCaseForm(forms.Form):
    pseudonym = forms.CharField(
        max_length=60,
        required=False,
        label="Made-up name of the case",
        help_text="No real name, initials or date of birth. Leave it empty and we make one up.",
    )
    path = forms.ChoiceField(choices=Case.Path, initial=Case.Path.OVER_TWO, label="Path")
    helping_question = forms.CharField(
        max_length=1000,
        required=False,
        label="Helping question",
        help_text="In their own words, for example: how can I help my child when feelings get big?",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    person_called = forms.CharField(max_length=60, required=False, help_text="A made-up name.")
    person_age_band = forms.ChoiceField(choices=[("", "Not said"), *Participant.AgeBand.choices], required=False)
    partner_called = forms.CharField(max_length=60, required=False, help_text="A made-up name.")
    partner_relationship = forms.CharField(
        max_length=60, required=False, help_text="For example mother, grandfather, foster carer, key worker."
    )

    def __init__(self, *args: Any, services: OrganisationQuerySet, words: Words, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = service_field(services)
        self.fields["person_called"].label = f"What we call the {words.person}"
        self.fields["person_age_band"].label = f"Age of the {words.person}"
        self.fields["partner_called"].label = f"What we call the {words.partner}"
        self.fields["partner_relationship"].label = f"Relationship to the {words.person}"

    def described(self) -> dict[str, Any]:
        """What `open_case` wants to know."""
        said = self.cleaned_data
        return {
            "organisation": said["organisation"],
            "pseudonym": said["pseudonym"],
            "path": said["path"],
            "helping_question": said["helping_question"],
            "person": Somebody(called=said["person_called"], age_band=said["person_age_band"]),
            "partner": Somebody(called=said["partner_called"], relationship=said["partner_relationship"]),
        }


def service_field(services: OrganisationQuerySet) -> forms.ModelChoiceField[Organisation]:
    """Asked only of people who work at several services."""
    only_one = len(services) == 1
    return forms.ModelChoiceField(
        services,
        label="Service",
        empty_label=None,
        initial=services[0] if only_one else None,
        widget=forms.HiddenInput if only_one else forms.Select,
    )


class AddFilmForm(forms.Form):
    """`in_shot` begins with the two whom the case is about; others are ticked where they are in it."""

    kind = forms.ChoiceField(choices=Film.Kind, initial=Film.Kind.INTERACTION, label="What the film shows")
    recorded_on = forms.DateField(
        label="Filmed on", initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        people = list(case.participants.order_by("-role"))
        self.fields["in_shot"] = forms.MultipleChoiceField(
            label="Who can be seen or heard in it",
            choices=[(str(one.pk), one.shown_name) for one in people],
            initial=[str(one.pk) for one in people if one.role != Participant.Role.OTHER],
            widget=forms.CheckboxSelectMultiple,
        )
