import uuid

from django.db import models
from django.db.models import Q

from cases.querysets import AssentQuerySet
from vig.accounts.models import User

from .case import Participant
from .cycle import Cycle
from .film import Film


class Assent(models.Model):
    """How somebody met the camera on one day, asked anew at each filming. Each answer is a normal one.

    A film that somebody in it stopped or declined rests, until somebody decides that it may be used after all.
    """

    class Answer(models.TextChoices):
        GLAD = "glad", "Said or showed yes"
        UNSURE = "unsure", "Was not sure, and we went on gently"
        STOPPED = "stopped", "Seemed unhappy, so we stopped"
        DECLINED = "declined", "Said or showed “not today”"

    class How(models.TextChoices):
        WORDS = "words", "In words"
        SYMBOLS = "symbols", "With symbols"
        WATCHING = "watching", "By watching face and body"

    class Decided(models.TextChoices):
        ASKED_AGAIN = "asked_again", "They were asked again, and are glad for it to be used"
        TOGETHER = "together", "Whoever may decide for them thought it over with us"
        MISTAKE = "mistake", "It was written down by mistake"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="assents")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="assents")
    every_film = models.BooleanField(default=True, help_text="Of that day; or only `film`.")
    film = models.ForeignKey(
        Film, on_delete=models.SET_NULL, null=True, blank=True, related_name="assents", help_text="None: it is gone."
    )
    asked_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer)
    how = models.CharField(max_length=8, choices=How)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="That the film may be used after all.")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_why = models.CharField(max_length=12, choices=Decided, blank=True)

    objects = AssentQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["glad", "unsure", "stopped", "declined"]), name="assent_answer_is_known"
            ),
            models.CheckConstraint(condition=Q(how__in=["words", "symbols", "watching"]), name="assent_how_is_known"),
            models.CheckConstraint(
                condition=Q(every_film=False) | Q(film__isnull=True), name="assent_is_of_a_film_or_of_the_day"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_why="")
                | (Q(decided_at__isnull=False, answer__in=["stopped", "declined"]) & ~Q(decided_why="")),
                name="assent_that_was_decided_on_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.asked_on}"

    @property
    def rests(self) -> bool:
        """Whether what it is about waits for somebody to decide."""
        return self.decided_at is None and self.answer in {self.Answer.STOPPED, self.Answer.DECLINED}
