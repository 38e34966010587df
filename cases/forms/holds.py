import uuid
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case, Film, Hold
from vig.accounts.forms import day_field
from vig.accounts.models import Organisation

NOT_FOUND = "There is no case of this pseudonym, and no film of this number, in your service."


class PlaceHoldForm(forms.Form):
    """A case by its pseudonym or a film by its number: whoever places a hold sees neither's pages."""

    kept = forms.CharField(
        label="Case or film",
        max_length=60,
        help_text="The pseudonym of a case, to keep all its films and those to come; or the number of one film.",
    )
    why = forms.ChoiceField(label="Why it is kept", choices=Hold.Why, widget=forms.RadioSelect)
    review_on = day_field("Look again on", help_text="Nothing is kept for ever without somebody asking why.")
    family_told = forms.BooleanField(
        label="The family’s pages may say that it is kept",
        required=False,
        help_text="Leave it empty where that could put somebody at risk.",
    )

    def __init__(self, *args: Any, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service

    def clean_kept(self) -> tuple[Case, Film | None]:
        said = self.cleaned_data["kept"].strip()
        if film := Film.objects.of_service(self.service).filter(pk__in=_numbers(said)).first():
            return film.cycle.case, film
        if case := Case.objects.filter(organisation=self.service, pseudonym__iexact=said).first():
            return case, None
        raise ValidationError(NOT_FOUND)

    def described(self) -> dict[str, Any]:
        said = self.cleaned_data
        case, film = said["kept"]
        return {
            "case": case,
            "film": film,
            "why": Hold.Why(said["why"]),
            "review_on": said["review_on"],
            "family_told": said["family_told"],
        }


def _numbers(said: str) -> list[uuid.UUID]:
    """One, or none where what was said is no number."""
    with suppress(ValueError):
        return [uuid.UUID(said)]
    return []
