from rest_framework import serializers

from cases.models import Appearance


class AppearanceSerializer(serializers.ModelSerializer[Appearance]):
    """Somebody in a film: without frames they are in it all through."""

    class Meta:
        model = Appearance
        fields = ["participant", "identifiable", "start_frame", "end_frame"]
