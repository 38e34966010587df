"""Films that rest because somebody in them stopped or declined. Asked by filters here and by decisions in
`cases.policies.assent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from cases.models import Assent, Film  # noqa: F401  named in quoted parameters

    from .consent import Here


class AssentQuerySet(models.QuerySet["Assent"]):
    def resting(self) -> AssentQuerySet:
        """Stopped or declined, and nobody has decided yet."""
        return self.filter(answer__in=["stopped", "declined"], decided_at__isnull=True)

    def about(self, film: Here, *, cycle: Here, day: Here) -> AssentQuerySet:
        """Of that film, whoever said it; or of every film of its day, by people who are in it."""
        of_its_day = Q(every_film=True, cycle=cycle, asked_on=day, participant__appearances__film=film)
        return self.filter(Q(film=film) | of_its_day).distinct()

    def of_film(self, film: Film) -> AssentQuerySet:
        return self.about(film.pk, cycle=film.cycle_id, day=film.recorded_on).select_related("participant")


def film_rests(*, film: str) -> Exists:
    """In a row whose film lies along the path `film`; "" where the row is the film."""
    step = f"{film}__" if film else ""
    assents = apps.get_model("cases", "Assent").objects.resting()
    about = assents.about(OuterRef(f"{step}pk"), cycle=OuterRef(f"{step}cycle"), day=OuterRef(f"{step}recorded_on"))
    return Exists(about)
