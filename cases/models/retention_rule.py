import calendar
import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from vig.accounts.models import Organisation

LONGEST_MONTHS = 1200


class Clock(models.TextChoices):
    """From which day the months are counted. One that has not begun yet counts from nothing: see `Terms`."""

    MADE = "made", "The day it was filmed or made"
    REVIEWED = "reviewed", "The day of the shared review of its cycle"
    CASE_CLOSED = "case_closed", "The day the case was closed"


@dataclass(frozen=True)
class Terms:
    """For how long a kind of thing is kept, without saying whose."""

    months: int
    clock: Clock
    longest_months: int
    """From the day it was made: not longer, whatever the clock says and whatever is decided for one film."""
    warn_days: int


class RetentionRule(models.Model):
    """What a service decided about how long it keeps one kind of thing. What is over is destroyed, never only hidden.

    Without a rule nothing has been decided, and nothing of that kind ends by itself.
    """

    class Kind(models.TextChoices):
        INTERACTION = "interaction", "Films of everyday interaction"
        SHARED_REVIEW = "shared_review", "Films of shared reviews"
        CLIP = "clip", "Files of clips"
        STILL = "still", "Stills"
        SUPERVISION = "supervision", "Films of supervision"
        NOTES = "notes", "Notes of reviews"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="retention_rules")
    kind = models.CharField(max_length=16, choices=Kind)
    months = models.PositiveSmallIntegerField()
    clock = models.CharField(max_length=12, choices=Clock)
    longest_months = models.PositiveSmallIntegerField(help_text="From the day it was made, whatever else is said.")
    warn_days = models.PositiveSmallIntegerField(help_text="How long before the day whoever guides the case is told.")

    class Meta:
        ordering = ["organisation", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_retention_rule_a_kind"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["interaction", "shared_review", "clip", "still", "supervision", "notes"],
                    clock__in=["made", "reviewed", "case_closed"],
                ),
                name="retention_rule_is_known",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, longest_months__gte=F("months"), longest_months__lte=LONGEST_MONTHS),
                name="nothing_is_kept_for_ever",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months} months"

    @property
    def terms(self) -> Terms:
        return Terms(self.months, Clock(self.clock), self.longest_months, self.warn_days)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = min(day.year + years, datetime.MAXYEAR), month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
