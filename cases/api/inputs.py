"""What the API takes: parsed and checked for form; whether it may be is for the operations."""

from typing import Any

from rest_framework import serializers

from cases.models import Case, Film, Participant


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


class AddFilmInput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Film.Kind.choices, required=False, default=Film.Kind.INTERACTION)
    recorded_on = serializers.DateField()


class MarkMomentInput(serializers.Serializer[Any]):
    start_frame = serializers.IntegerField(max_value=2**31 - 1)
    end_frame = serializers.IntegerField(max_value=2**31 - 1, help_text="The first frame that is no longer part of it.")
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    principles = serializers.ListField(child=serializers.CharField(max_length=6), required=False, max_length=60)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ChangeClipInput(MarkMomentInput):
    version = serializers.IntegerField(required=False, help_text="The version that the change builds on.")
