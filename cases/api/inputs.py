"""What the API takes: parsed and checked for form; whether it may be is for the operations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases.models import SHARED_FOR, Case, Film, Participant, Scope
from vig.refusals import Refused


class SomebodyElse(Refused):
    def __init__(self) -> None:
        super().__init__("in_shot", "Choose among the people of this case.")


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


def chosen_participants(case: Case, ids: Sequence[UUID]) -> list[Participant]:
    chosen = list(case.participants.filter(pk__in=ids))
    if len(chosen) != len(set(ids)):
        raise SomebodyElse
    return chosen


class MarkMomentInput(serializers.Serializer[Any]):
    start_frame = serializers.IntegerField(max_value=2**31 - 1)
    end_frame = serializers.IntegerField(max_value=2**31 - 1, help_text="The first frame that is no longer part of it.")
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    principles = serializers.ListField(child=serializers.CharField(max_length=6), required=False, max_length=60)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ChangeClipInput(MarkMomentInput):
    version = serializers.IntegerField(required=False, help_text="The version that the change builds on.")


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
