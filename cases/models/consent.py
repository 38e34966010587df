import uuid

from django.db import models
from django.db.models import F, Q

from cases.querysets import ConsentAnswerQuerySet, ConsentQuerySet
from vig.accounts.models import User

from .case import Participant
from .consent_text import ConsentText
from .film import Film
from .scope import Scope


class Consent(models.Model):
    """What one participant, or who may decide for them, answered when they were asked: one asking, one evidence.

    Each participant is a data subject of their own, and each scope is answered by itself: see `ConsentAnswer`.
    """

    class Authority(models.TextChoices):
        SELF = "self", "For themselves"
        PARENT = "parent", "Parental responsibility"
        AUTHORITY = "authority", "A local authority that holds responsibility"
        DELEGATED = "delegated", "Authority delegated to a foster carer"
        ATTORNEY = "attorney", "Power of attorney, deputy or guardian"
        BEST_INTEREST = "best_interest", "A best-interest decision that is on record"

    class How(models.TextChoices):
        FORM = "form", "Signed on paper"
        SIGNATURE = "signature", "Signed on this screen"
        SPOKEN = "spoken", "Said aloud"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    given_by = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: somebody outside the case."
    )
    given_by_described = models.CharField(
        max_length=80, blank=True, help_text="Who that is, by their role and never by name."
    )
    authority = models.CharField(max_length=16, choices=Authority)
    how = models.CharField(max_length=16, choices=How)
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="+", help_text="The words that were shown or read out."
    )
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    ask_again_on = models.DateField(
        null=True, blank=True, help_text="From this day on the person is old enough to be asked themselves."
    )
    every_film = models.BooleanField(default=True)
    films = models.ManyToManyField(Film, related_name="+", blank=True, help_text="Where it does not hold for all.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__in=["self", "parent", "authority", "delegated", "attorney", "best_interest"]),
                name="consent_authority_is_known",
            ),
            models.CheckConstraint(condition=Q(how__in=["form", "signature", "spoken"]), name="consent_how_is_known"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="consent_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=False) | ~Q(given_by_described=""), name="consent_was_given_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.given_on}"


class ConsentAnswer(models.Model):
    """Yes or no to one scope. A yes can be taken back; a no is kept, so that nobody is asked again and again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    scope = models.CharField(max_length=16, choices=Scope)
    given = models.BooleanField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who wrote it down."
    )

    objects = ConsentAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["consent", "scope"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="consent_scope_is_known"),
            models.UniqueConstraint(fields=["consent", "scope"], name="one_answer_a_scope"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(given=True), name="only_a_yes_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {'yes' if self.given else 'no'}"


class Evidence(models.Model):
    """The signed form or the signature behind a consent: one sealed object under a data key of the case's ring."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="evidence", primary_key=True)
    wrapped_key = models.BinaryField()
    object_name = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="Plain bytes.")
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Evidence of {self.consent_id}"
