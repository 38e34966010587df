import uuid

from django.db import models
from django.db.models import Q

from vig.accounts.models import User

from .case import Participant
from .cycle import Cycle


class Assent(models.Model):
    """How the person met the camera on one day, asked anew at each filming. Each answer is a normal one."""

    class Answer(models.TextChoices):
        GLAD = "glad", "Said or showed yes"
        UNSURE = "unsure", "Was not sure, and we went on gently"
        STOPPED = "stopped", "Seemed unhappy, so we stopped"
        DECLINED = "declined", "Said or showed no, so we did not film"

    class How(models.TextChoices):
        WORDS = "words", "In words"
        SYMBOLS = "symbols", "With symbols"
        WATCHING = "watching", "By watching face and body"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="assents")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="assents")
    asked_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer)
    how = models.CharField(max_length=8, choices=How)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["glad", "unsure", "stopped", "declined"]), name="assent_answer_is_known"
            ),
            models.CheckConstraint(condition=Q(how__in=["words", "symbols", "watching"]), name="assent_how_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.asked_on}"
