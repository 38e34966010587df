from rest_framework import serializers

from cases.models import Assent


class AssentSerializer(serializers.ModelSerializer[Assent]):
    rests = serializers.BooleanField(help_text="Whether what it is about waits for somebody to decide.")

    class Meta:
        model = Assent
        fields = ["id", "cycle", "participant", "film", "every_film", "asked_on", "answer", "how", "rests",
                  "decided_at", "decided_why"]  # fmt: skip
