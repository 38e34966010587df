"""What the API takes: parsed and checked for form; whether it may be is for the operations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases.models import SHARED_FOR, Assent, Case, Cycle, Film, Participant, Scope
from cases.operations.say_who_is_in_film import InShot
from cases.ranges import joined
from vig.refusals import Refused


class AnotherFilm(Refused):
    def __init__(self) -> None:
        super().__init__("film", "Choose among the films of this cycle.")


class SomebodyElse(Refused):
    def __init__(self, field: str = "in_shot") -> None:
        super().__init__(field, "Choose among the people of this case.")


class PersonInput(serializers.Serializer[Any]):
    called = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    age_band = serializers.ChoiceField(Participant.AgeBand.choices, required=False, default="", allow_blank=True)


class PartnerInput(serializers.Serializer[Any]):
    called = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    relationship = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class OpenCaseInput(serializers.Serializer[Any]):
    service = serializers.UUIDField(required=False, help_text="Needed only by people who work at several services.")
    pseudonym = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    path = serializers.ChoiceField(Case.Path.choices, required=False, default=Case.Path.OVER_TWO)
    helping_question = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)
    person = PersonInput(required=False)
    partner = PartnerInput(required=False)
    made_up_consent = serializers.BooleanField(
        required=False,
        default=True,
        help_text="Only in a service whose families are made up: they say yes at once. Elsewhere it has no effect.",
    )


class AddFilmInput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Film.Kind.choices, required=False, default=Film.Kind.INTERACTION)
    recorded_on = serializers.DateField()
    in_shot = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=40,
        help_text="The participants who can be seen or heard in it. Left out: everybody of the case.",
    )

    def described(self, case: Case) -> dict[str, Any]:
        """What `add_film` wants to know."""
        said = dict(self.validated_data)
        if "in_shot" in said:
            said["in_shot"] = chosen_participants(case, said["in_shot"])
        return said


def chosen_participants(case: Case, ids: Sequence[UUID], field: str = "in_shot") -> list[Participant]:
    chosen = list(case.participants.filter(pk__in=ids))
    if len(chosen) != len(set(ids)):
        raise SomebodyElse(field)
    return chosen


class AddParticipantInput(serializers.Serializer[Any]):
    relationship = serializers.CharField(max_length=60, help_text="Who they are, such as a sibling; no name.")
    called = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    age_band = serializers.ChoiceField(Participant.AgeBand.choices, required=False, default="", allow_blank=True)


class SpanInput(serializers.Serializer[Any]):
    start_frame = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    end_frame = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The first frame in which they are no longer."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["start_frame"] >= attrs["end_frame"]:
            raise serializers.ValidationError("A span has at least one frame.")
        return attrs


class InShotInput(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    identifiable = serializers.BooleanField(required=False, default=True)
    spans = SpanInput(many=True, required=False, help_text="Left out or empty: all through the film.")


class WhoIsInFilmInput(serializers.Serializer[Any]):
    in_shot = InShotInput(many=True)

    def described(self, case: Case) -> list[InShot]:
        """What `say_who_is_in_film` wants to know."""
        said = {row["participant"]: row for row in self.validated_data["in_shot"]}
        people = chosen_participants(case, list(said))
        return [shot for somebody in people for shot in _shots(somebody, said[somebody.pk])]


def _shots(somebody: Participant, row: dict[str, Any]) -> list[InShot]:
    spans = joined((span["start_frame"], span["end_frame"]) for span in row.get("spans", ()))
    if not spans:
        return [InShot(somebody, identifiable=row["identifiable"])]
    return [InShot(somebody, identifiable=row["identifiable"], frames=span) for span in spans]


class MarkMomentInput(serializers.Serializer[Any]):
    start_frame = serializers.IntegerField(max_value=2**31 - 1)
    end_frame = serializers.IntegerField(max_value=2**31 - 1, help_text="The first frame that is no longer part of it.")
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    principles = serializers.ListField(child=serializers.CharField(max_length=6), required=False, max_length=60)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ChangeClipInput(MarkMomentInput):
    version = serializers.IntegerField(required=False, help_text="The version that the change builds on.")


class RecordAssentInput(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    answer = serializers.ChoiceField(Assent.Answer.choices)
    how = serializers.ChoiceField(Assent.How.choices)
    asked_on = serializers.DateField(required=False, help_text="Left out: today, or the day of the film.")
    film = serializers.UUIDField(required=False, help_text="Left out: it is about the whole day.")

    def described(self, cycle: Cycle) -> dict[str, Any]:
        """What `record_assent` wants to know."""
        said = dict(self.validated_data)
        said["participant"] = chosen_participants(cycle.case, [said["participant"]], "participant")[0]
        if "film" in said:
            said["film"] = chosen_film(cycle, said["film"])
        return said


class DecideOnAssentInput(serializers.Serializer[Any]):
    decided_why = serializers.ChoiceField(Assent.Decided.choices)


def chosen_film(cycle: Cycle, film_id: UUID) -> Film:
    film = cycle.films.filter(pk=film_id).first()
    if film is None:
        raise AnotherFilm
    return film


class ShareInput(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254, help_text="Whether anybody signs in with it is never said.")
    purpose = serializers.ChoiceField(choices=[(scope.value, scope.label) for scope in SHARED_FOR])
    ends_on = serializers.DateField(help_text="The last day; a year from now at most.")

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """What `share_clip` and `share_film` want to know."""
        said = cls(data=data)
        said.is_valid(raise_exception=True)
        described: dict[str, Any] = said.validated_data | {"purpose": Scope(said.validated_data["purpose"])}
        return described
