from django.db import models

from vig.accounts.models import Organisation


class ServiceRules(models.Model):
    """What a service decided for its cases: on what ground it works, and how soon a withdrawn film is destroyed."""

    class LawfulBasis(models.TextChoices):
        """UK GDPR; a separate matter from the permission to film, which is asked in any case."""

        CONSENT = "consent", "Explicit consent (Art. 6(1)(a), 9(2)(a))"
        PUBLIC_TASK = "public_task", "Public task and care (Art. 6(1)(e), 9(2)(h))"
        LEGITIMATE = "legitimate", "Legitimate interests and care (Art. 6(1)(f), 9(2)(h))"

    class FilmsAre(models.TextChoices):
        AID = "aid", "A temporary aid to the work"
        RECORD = "record", "Part of the record"

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="rules", primary_key=True)
    lawful_basis = models.CharField(max_length=12, choices=LawfulBasis, default=LawfulBasis.CONSENT)
    films_are = models.CharField(max_length=8, choices=FilmsAre, default=FilmsAre.AID)
    days_until_destroyed = models.PositiveSmallIntegerField(
        default=7, help_text="After a withdrawal, so that a mistake can be put right. Closed at once in any case."
    )
    fictional = models.BooleanField(default=False, help_text="Its families are made up, as the demonstration's.")

    class Meta:
        verbose_name_plural = "service rules"

    def __str__(self) -> str:
        return f"Rules of {self.organisation_id}"
