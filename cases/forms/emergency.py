from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case, EmergencyLook
from vig.accounts.models import Organisation

NO_SUCH_CASE = "There is no case of this reference in your service."


class EmergencyLookForm(forms.Form):
    reference = forms.CharField(
        label="Case", max_length=60, help_text="Its reference: the made-up name under which it was opened."
    )
    why = forms.ChoiceField(label="Why", choices=EmergencyLook.Why, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your own words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For the second person, and for whoever asks later. Name nobody of the family.",
    )

    def __init__(self, *args: Any, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service

    def clean_reference(self) -> Case:
        said = self.cleaned_data["reference"].strip()
        case = Case.objects.filter(organisation=self.service, pseudonym__iexact=said).first()
        if case is None:
            raise ValidationError(NO_SUCH_CASE)
        return case

    def asked(self) -> dict[str, Any]:
        """What `ask_emergency_look` wants to know."""
        said = self.cleaned_data
        return {"case": said["reference"], "why": EmergencyLook.Why(said["why"]), "words": said["words"]}
