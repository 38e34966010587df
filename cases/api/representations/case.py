from django.urls import reverse
from rest_framework import serializers

from cases.models import Case, Cycle, Participant


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    class Meta:
        model = Participant
        fields = ["id", "role", "called", "age_band", "relationship"]


class CaseSerializer(serializers.ModelSerializer[Case]):
    helping_question = serializers.SerializerMethodField()
    participants = ParticipantSerializer(many=True)
    cycles_url = serializers.SerializerMethodField()
    service = serializers.CharField(source="organisation_id")

    class Meta:
        model = Case
        fields = ["id", "service", "pseudonym", "path", "state", "opened_on", "helping_question", "participants",
                  "cycles_url"]  # fmt: skip

    def get_helping_question(self, case: Case) -> str | None:
        questions = case.helping_questions.all()
        return questions[0].text if questions else None

    def get_cycles_url(self, case: Case) -> str:
        return reverse("api:cycles", args=[case.pk])


class CycleSerializer(serializers.ModelSerializer[Cycle]):
    films_url = serializers.SerializerMethodField()

    class Meta:
        model = Cycle
        fields = ["id", "case", "number", "created_at", "films_url"]

    def get_films_url(self, cycle: Cycle) -> str:
        return reverse("api:films", args=[cycle.pk])
