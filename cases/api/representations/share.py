from rest_framework import serializers

from cases.models import Share


class ShareSerializer(serializers.ModelSerializer[Share]):
    """Says what was written, never whether anybody signs in with the address."""

    email = serializers.EmailField(source="address")
    last_on = serializers.DateField(help_text="Its last day, whether it was taken back or not.")

    class Meta:
        model = Share
        fields = ["id", "film", "clip", "email", "purpose", "starts_at", "last_on", "ended_at", "ended_why"]
