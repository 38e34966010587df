from django.db import models


class Scope(models.TextChoices):
    """What a consent is for; each is asked and answered by itself."""

    OWN_REVIEW = "own_review", "Filming, and looking at it together"
    REVIEW_FILMING = "review_filming", "Filming the shared review"
    SUPERVISION = "supervision", "Showing it to the practitioner's supervisor"
    INTERVISION = "intervision", "Showing it to colleagues in practice groups"
    ACCREDITATION = "accreditation", "Showing it to who assesses the practitioner"
    TRAINING = "training", "Training and conferences"
    RESEARCH = "research", "Research"
    COPIES = "copies", "Copies for the family"
