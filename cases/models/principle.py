from django.db import models
from django.db.models import Q


class Framework(models.Model):
    """A version of the principles of attuned interaction and guidance, with our own short labels.

    The official wording is copyright H. Kennedy 2011 and is not shipped.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    attribution = models.TextField()

    def __str__(self) -> str:
        return self.name


class Principle(models.Model):
    """A building block of attuned interaction, from the ground up; it stands on one of three levels."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="principles")
    code = models.CharField(max_length=4)
    number = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    may_mean = models.CharField(max_length=200, help_text="What it may mean for the person.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_principle_a_code"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="principle_level_is_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Behaviour(models.Model):
    """Something that one can see or hear somebody do, in the sense of a principle."""

    principle = models.ForeignKey(Principle, on_delete=models.CASCADE, related_name="behaviours")
    code = models.CharField(max_length=6)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)

    class Meta:
        ordering = ["principle__number", "number"]
        constraints = [models.UniqueConstraint(fields=["principle", "code"], name="one_behaviour_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"
