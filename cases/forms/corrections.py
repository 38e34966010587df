from __future__ import annotations

from typing import Any

from django import forms

from cases.models import Correction, Film, Participant
from cases.operations.say_who_is_in_film import InShot
from vig.accounts.forms import day_field

WHY = "Why it is corrected"


class CorrectParticipantForm(forms.Form):
    called = forms.CharField(label="What we call them", max_length=60, required=False, help_text="A made-up name.")
    age_band = forms.ChoiceField(label="Age", choices=[("", "Not said"), *Participant.AgeBand.choices], required=False)
    relationship = forms.CharField(
        label="Relationship",
        max_length=60,
        required=False,
        help_text="For example mother, grandfather, foster carer, key worker.",
    )
    why = forms.ChoiceField(label=WHY, choices=Correction, widget=forms.RadioSelect)

    def __init__(self, *args: Any, participant: Participant, **options: Any) -> None:
        facts = {name: getattr(participant, name) for name in ("called", "age_band", "relationship")}
        super().__init__(*args, **({"initial": facts} | options))
        if participant.role == Participant.Role.PERSON:
            del self.fields["relationship"]

    def described(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {"why": Correction(said.pop("why")), "facts": said}


class CorrectFilmForm(forms.Form):
    """What it shows and when it was filmed; and for everybody who is in it from where to where, in seconds."""

    kind = forms.ChoiceField(label="What the film shows", choices=Film.Kind)
    recorded_on = day_field("Filmed on")
    why = forms.ChoiceField(label=WHY, choices=Correction, widget=forms.RadioSelect)

    def __init__(self, *args: Any, film: Film, **options: Any) -> None:
        written = {"kind": film.kind, "recorded_on": film.recorded_on}
        super().__init__(*args, **({"initial": written} | options))
        self.film = film
        self.appearances = list(film.appearances.select_related("participant"))
        if film.recording.frames:
            for one in self.appearances:
                self._ask_from_where_to_where(f"a{one.pk}", one.participant.shown_name, one.start_frame, one.end_frame)
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])

    def _ask_from_where_to_where(self, key: str, who: str, start: int | None, end: int | None) -> None:
        recording, longest = self.film.recording, (self.film.recording.duration_ms or 0) / 1000
        for name, label, frame in (("from", "from second", start), ("to", "to second", end)):
            self.fields[f"{key}_{name}"] = forms.DecimalField(
                label=f"{who}: {label}",
                required=False,
                min_value=0,
                decimal_places=2,
                initial=None if frame is None else round(recording.ms_of(frame) / 1000, 2),
                help_text=f"Empty: all through. The film has {longest:.0f} seconds." if name == "from" else "",
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.appearances:
            ends = [said.get(f"a{one.pk}_{name}") for name in ("from", "to")]
            if ends.count(None) == 1 and f"a{one.pk}_from" in self.fields:
                self.add_error(f"a{one.pk}_to", "Say both, from where and to where, or neither.")
        return said

    def described(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "kind": said["kind"],
            "recorded_on": said["recorded_on"],
            "why": Correction(said["why"]),
            "in_shot": [self._in_shot(one) for one in self.appearances] if self._asked_spans() else None,
        }

    def _asked_spans(self) -> bool:
        """Frames are not touched where the seconds are: a span that was found to the frame stays exact."""
        return any(name.endswith(("_from", "_to")) for name in self.changed_data)

    def _in_shot(self, one: Any) -> InShot:
        key = f"a{one.pk}"
        if not {f"{key}_from", f"{key}_to"} & set(self.changed_data):
            frames = None if one.start_frame is None else (one.start_frame, one.end_frame)
        else:
            start, end = (self.cleaned_data[f"{key}_{name}"] for name in ("from", "to"))
            frames = None if start is None else (self._frame(start), self._frame(end))
        return InShot(one.participant, identifiable=one.identifiable, frames=frames)

    def _frame(self, second: Any) -> int:
        recording = self.film.recording
        rate = (recording.frame_rate_numerator or 0) / (recording.frame_rate_denominator or 1)
        return min(round(float(second) * rate), recording.frames or 0)
