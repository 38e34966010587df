from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.consent_overview import Overview, Standing
from cases.models import Consent, ConsentAnswer, Scope


class ConsentAnswerSerializer(serializers.ModelSerializer[ConsentAnswer]):
    class Meta:
        model = ConsentAnswer
        fields = ["id", "scope", "given", "withdrawn_at"]


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """One asking: who answered for whom, on what ground and how, and what to each scope that was asked."""

    text = serializers.IntegerField(source="text.number", help_text="The version of the words.")
    films = serializers.SerializerMethodField(help_text="Null: every film of the case.")
    answers = ConsentAnswerSerializer(many=True)
    evidence_url = serializers.SerializerMethodField()

    class Meta:
        model = Consent
        fields = ["id", "participant", "given_by", "given_by_described", "authority", "how", "text", "given_on",
                  "from_on", "until_on", "ask_again_on", "films", "answers", "evidence_url"]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField(), allow_null=True))
    def get_films(self, consent: Consent) -> list[UUID] | None:
        return None if consent.every_film else [film.pk for film in consent.films.all()]

    def get_evidence_url(self, consent: Consent) -> str | None:
        return reverse("consent_evidence", args=[consent.pk]) if hasattr(consent, "evidence") else None


class StandingSerializer(serializers.Serializer[Standing]):
    scope = serializers.ChoiceField(Scope.choices)
    state = serializers.ChoiceField([(one, one) for one in ("yes", "no", "withdrawn", "ended", "open")])
    sentence = serializers.CharField()
    answer = serializers.UUIDField(source="answer.pk", default=None, allow_null=True, help_text="A yes to take back.")


class ConsentStandingSerializer(serializers.Serializer[Overview]):
    """Where the consent of one participant stands, scope by scope."""

    participant = serializers.UUIDField(source="participant.pk")
    standings = StandingSerializer(many=True)
