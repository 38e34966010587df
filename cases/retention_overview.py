"""What other rules would mean for what a service has now, before anybody decides."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Clip, Film, RetentionRule, Terms
from cases.policies import PROPOSED, Rules, cut_due_on, due_on
from vig.accounts.models import Organisation

SOON = datetime.timedelta(days=30)
AT_ONCE = 500


@dataclass(frozen=True)
class Consequences:
    films_at_once: int
    """Would close at once, and be destroyed after the days of grace."""
    films_soon: int
    cuts_at_once: int
    """Files of clips that would be destroyed at once."""

    @property
    def seen(self) -> str:
        """What somebody who decides sends back, so that they decide about what they were shown."""
        return f"{self.films_at_once}-{self.cuts_at_once}"


def consequences(organisation: Organisation, rules: Rules) -> Consequences:
    """In two queries. What is held waits, and is not counted."""
    today = timezone.localdate()
    held = Film.objects.held().filter(pk=OuterRef("pk"))
    films = Film.objects.of_service(organisation).open().exclude(Exists(held))
    days = [due_on(film, rules) for film in films.iterator(AT_ONCE)]
    clips = Clip.objects.with_a_file().filter(film__cycle__case__organisation=organisation)
    cuts = [cut_due_on(clip, rules) for clip in clips.with_film().iterator(AT_ONCE)]
    return Consequences(
        films_at_once=sum(day is not None and day <= today for day in days),
        films_soon=sum(day is not None and today < day <= today + SOON for day in days),
        cuts_at_once=sum(day is not None and day <= today for day in cuts),
    )


@dataclass(frozen=True)
class KindOfThing:
    """A rule as a page says it."""

    label: str
    terms: Terms
    later: bool
    """Nothing of this kind is on the platform yet; what was decided waits for it."""

    @property
    def counted_from(self) -> str:
        return str(self.terms.clock.label).lower()


def decided_or_proposed(rules: Rules, films_are: str) -> list[KindOfThing]:
    return [
        KindOfThing(str(kind.label), rules.get(kind, PROPOSED[films_are][kind]), kind in LATER)
        for kind in RetentionRule.Kind
    ]


LATER = {RetentionRule.Kind.STILL, RetentionRule.Kind.SUPERVISION, RetentionRule.Kind.NOTES}
