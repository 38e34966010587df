import re
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from cases.querysets import CaseQuerySet, ParticipantQuerySet
from cases.words import words_of
from vig.accounts.models import Organisation


class Case(models.Model):
    """A person and a partner whom a practitioner guides, from the first meeting to the follow-up."""

    class Path(models.TextChoices):
        ANTENATAL = "antenatal", "Antenatal"
        UNDER_TWO = "under_two", "Perinatal, 0 to 2"
        OVER_TWO = "over_two", "Over 2"
        ADULT = "adult", "Adult"
        VERP = "verp", "VERP (a professional's own practice)"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    pseudonym = models.CharField(max_length=60, help_text="A made-up name: no real name, initials or date of birth.")
    path = models.CharField(max_length=10, choices=Path, default=Path.OVER_TWO)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    key_ring = models.UUIDField(default=uuid.uuid4, editable=False, help_text="Its films' keys; kept outside.")
    lawful_basis = models.CharField(max_length=12, blank=True, help_text="Empty: as the service's rules say.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, help_text="When the work with the family ended.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(Lower("pseudonym"), "organisation", name="one_case_a_pseudonym_in_a_service"),
            models.CheckConstraint(condition=~Q(pseudonym=""), name="case_has_a_pseudonym"),
            models.CheckConstraint(
                condition=Q(path__in=["antenatal", "under_two", "over_two", "adult", "verp"]),
                name="case_path_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Participant(models.Model):
    """Somebody in the film: the person, the partner, or another in shot. Each a data subject of their own."""

    class Role(models.TextChoices):
        PERSON = "person", "Person"
        PARTNER = "partner", "Partner"
        OTHER = "other", "Other in shot"

    class AgeBand(models.TextChoices):
        PRE_BIRTH = "pre_birth", "Before birth"
        UNDER_TWO = "0_2", "0 to 2"
        TWO_TO_FOUR = "2_4", "2 to 4"
        FIVE_TO_ELEVEN = "5_11", "5 to 11"
        TWELVE_TO_SEVENTEEN = "12_17", "12 to 17"
        ADULT = "adult", "Adult"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants")
    role = models.CharField(max_length=8, choices=Role)
    called = models.CharField(max_length=60, blank=True, help_text="A made-up name to speak of them by.")
    age_band = models.CharField(max_length=10, choices=AgeBand, blank=True)
    relationship = models.CharField(max_length=60, blank=True, help_text="Of the partner to the person.")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["person", "partner", "other"]), name="participant_role_is_known"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(role="person"), name="one_person_a_case"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """As pages speak of them: by their made-up name, by who they are, or in the service's own words."""
        return self.name_in_sentence[:1].upper() + self.name_in_sentence[1:]

    @property
    def name_in_sentence(self) -> str:
        described = re.sub("^(a|an|the) ", "", self.relationship.strip(), flags=re.IGNORECASE)
        return self.called or f"the {described or self._in_general}"

    @property
    def _in_general(self) -> str:
        if self.role == self.Role.OTHER:
            return "other person in the film"
        words = words_of(self.case.organisation.wording)
        if self.role == self.Role.PARTNER:
            return words.partner
        return "person" if self.age_band == self.AgeBand.ADULT else words.person


class HelpingQuestion(models.Model):
    """The client's own question or hope that steers the case. A new one never overwrites the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="helping_questions")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="helping_question_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
