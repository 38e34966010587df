"""What other rules would mean for what a service has now, before anybody decides."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Clip, Film
from cases.policies import Rules, cut_due_on, due_on
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
