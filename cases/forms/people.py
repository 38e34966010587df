from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Appearance, Film, Participant
from cases.operations.add_participant import Somebody
from cases.operations.say_who_is_in_film import InShot
from cases.positions import Unreadable, clock_of
from cases.ranges import joined

HOW_TO_WRITE = "Write each part as 0:05 to 0:12, on a line of its own."
SEEN, NOT_TOLD, ABSENT = "seen", "not_told", "absent"
CHOICES = [
    (SEEN, "Can be seen or heard"),
    (NOT_TOLD, "Is in it, and nobody could tell who it is"),
    (ABSENT, "Is not in it"),
]


class WhoIsInFilmForm(forms.Form):
    """One question a participant of the case, and where in the film, once it is known how long that is."""

    def __init__(self, *args: Any, film: Film, participants: Iterable[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        self.participants = list(participants)
        self.clock = clock_of(film.recording)
        shown: dict[object, list[Appearance]] = {}
        for appearance in film.appearances.all():
            shown.setdefault(appearance.participant_id, []).append(appearance)
        for somebody in self.participants:
            self._ask_about(somebody, shown.get(somebody.pk, []))

    def _ask_about(self, somebody: Participant, appearances: list[Appearance]) -> None:
        told = any(appearance.identifiable for appearance in appearances)
        said = ABSENT if not appearances else SEEN if told else NOT_TOLD
        self.fields[str(somebody.pk)] = forms.ChoiceField(
            choices=CHOICES, label=somebody.shown_name, initial=said, widget=forms.RadioSelect
        )
        if self.clock is None:
            return
        spans = [(one.start_frame, one.end_frame) for one in appearances]
        written = [(start, end) for start, end in spans if start is not None and end is not None]
        self.fields[when(somebody)] = forms.CharField(
            required=False,
            max_length=2000,
            label=f"Only in parts of it: when is {somebody.name_in_sentence} in it?",
            help_text="One part a line, such as 0:05 to 0:12. Left empty: all through.",
            initial=self.clock.written_spans(written),
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for somebody in self.participants if self.clock else ():
            try:
                said[when(somebody)] = joined(self.clock.spans_of(said.get(when(somebody), "")))  # type: ignore[union-attr]
            except Unreadable:
                self.add_error(when(somebody), ValidationError(HOW_TO_WRITE))
        return said

    def rows(self) -> list[tuple[Participant, forms.BoundField, forms.BoundField | None]]:
        return [
            (somebody, self[str(somebody.pk)], self[when(somebody)] if self.clock else None)
            for somebody in self.participants
        ]

    def described(self) -> list[InShot]:
        """What `say_who_is_in_film` wants to know."""
        in_shot: list[InShot] = []
        for somebody in self.participants:
            how = self.cleaned_data[str(somebody.pk)]
            if how != ABSENT:
                spans = self.cleaned_data.get(when(somebody)) or [None]
                in_shot += [InShot(somebody, identifiable=how == SEEN, frames=span) for span in spans]
        return in_shot


class AddParticipantForm(forms.Form):
    relationship = forms.CharField(
        max_length=60, label="Who they are", help_text="For example a sibling, a grandmother, a classmate. No name."
    )
    called = forms.CharField(
        max_length=60, required=False, label="What we call them", help_text="A made-up name, if one helps."
    )
    age_band = forms.ChoiceField(choices=[("", "Not said"), *Participant.AgeBand.choices], required=False, label="Age")

    def described(self) -> Somebody:
        return Somebody(**self.cleaned_data)


def when(somebody: Participant) -> str:
    return f"when-{somebody.pk}"
