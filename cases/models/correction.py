from django.db import models


class Correction(models.TextChoices):
    """Why something that was written down is put right."""

    ASKED = "asked", "The family asked for it"
    MISTAKE = "mistake", "It was written down wrongly"
    CHANGED = "changed", "It has changed since"
