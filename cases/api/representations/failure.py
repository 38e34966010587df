from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

FAILURE = inline_serializer(
    "Failure", {"code": serializers.CharField(), "message": serializers.CharField()}, allow_null=True
)
