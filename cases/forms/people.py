from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.models import Participant
from cases.operations.say_who_is_in_film import InShot

SEEN, NOT_TOLD, ABSENT = "seen", "not_told", "absent"
CHOICES = [
    (SEEN, "Can be seen or heard"),
    (NOT_TOLD, "Is in it, and nobody could tell who it is"),
    (ABSENT, "Is not in it"),
]


class WhoIsInFilmForm(forms.Form):
    """One question a participant of the case."""

    def __init__(self, *args: Any, participants: Iterable[Participant], said: dict[Any, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.participants = list(participants)
        for somebody in self.participants:
            self.fields[str(somebody.pk)] = forms.ChoiceField(
                choices=CHOICES,
                label=somebody.shown_name,
                initial=said.get(somebody.pk, ABSENT),
                widget=forms.RadioSelect,
            )

    def described(self) -> list[InShot]:
        said = {somebody: self.cleaned_data[str(somebody.pk)] for somebody in self.participants}
        return [InShot(somebody, identifiable=how == SEEN) for somebody, how in said.items() if how != ABSENT]
