from rest_framework import serializers

from cases.models import Behaviour, Principle


class BehaviourSerializer(serializers.ModelSerializer[Behaviour]):
    class Meta:
        model = Behaviour
        fields = ["code", "label"]


class PrincipleSerializer(serializers.ModelSerializer[Principle]):
    behaviours = BehaviourSerializer(many=True)

    class Meta:
        model = Principle
        fields = ["code", "name", "level", "may_mean", "behaviours"]
