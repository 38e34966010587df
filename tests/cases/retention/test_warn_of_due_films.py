"""Whoever guides a case hears of it before a film's time is over, and data stewards when a hold is to be looked at."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from cases.models import Clock, Film, Hold, Terms
from cases.operations.delete_film import delete_film
from cases.operations.keep_longer import keep_longer
from cases.operations.lift_hold import lift_hold
from cases.operations.name_lead import name_lead
from cases.operations.raise_concern import raise_concern
from media_pipeline.models import Cut
from tests.cast import Cast
from tests.permissions.scene import playing_film_with_clip
from vig.accounts.models import User
from vig.notices.models import Notice

from .deciding import LAST_DAY, OVER_ON, at, decide

BrowserOf = Callable[[User], Client]
ONE_DAY = datetime.timedelta(days=1)
SOON = "films whose time is over soon"


def sweep(day: datetime.date, name: str = SOON) -> None:
    path, _ = settings.SWEEPS[name]
    import_string(path)(now=at(day))


def hold(film: Film, cast: Cast, review_on: datetime.date = OVER_ON) -> Hold:
    return Hold.objects.create(
        case=film.cycle.case, why="court", placed_by=cast.dana, placed_at=at(OVER_ON), review_on=review_on
    )


def test_is_told_once_as_many_days_before_as_the_rule_says(film: Film, cast: Cast) -> None:
    decide(cast)

    sweep(OVER_ON - 15 * ONE_DAY)
    assert not Notice.objects.exists()
    for _ in range(2):
        sweep(OVER_ON - 14 * ONE_DAY)

    notice = Notice.objects.get()
    assert (notice.user, notice.subject_id) == (cast.mira, str(film.pk))
    assert notice.facts == {"case": "Alder 101", "day": "1 February 2027"}


def test_leads_to_where_it_is_kept_longer(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    decide(cast)
    sweep(OVER_ON - ONE_DAY)

    shown = browser_of(cast.mira).get(reverse("notices")).content.decode()

    assert "A film of Alder 101 is kept until 1 February 2027." in shown
    assert reverse("keep_longer", args=[film.pk]) in shown


def test_is_told_anew_of_another_day(film: Film, cast: Cast) -> None:
    decide(cast)
    sweep(OVER_ON - ONE_DAY)
    keep_longer(film=film, until=LAST_DAY, why=Film.Longer.WORK, by=cast.mira)

    assert not Notice.objects.exists()
    sweep(LAST_DAY - ONE_DAY)

    assert Notice.objects.get().facts["day"] == "1 November 2027"


def test_nobody_is_told_of_what_is_held(film: Film, cast: Cast) -> None:
    decide(cast)
    hold(film, cast)

    sweep(OVER_ON - ONE_DAY)

    assert not Notice.objects.exists()


def test_is_told_when_it_has_closed_and_until_when_it_can_be_kept(film: Film, cast: Cast) -> None:
    decide(cast)

    sweep(OVER_ON, "films whose time is over")

    notice = Notice.objects.get()
    assert (notice.kind, notice.user) == ("cases.film_time_over", cast.mira)
    assert notice.facts["day"] == "8 February 2027"


def test_is_told_once_a_film_of_files_of_its_clips(film: Film, cast: Cast) -> None:
    playing_film_with_clip(film, cast)
    Cut.objects.update(created_at=at(OVER_ON))
    decide(cast, clip=Terms(1, Clock.MADE, longest_months=2, warn_days=5))
    name = "files of clips whose time is over soon"

    sweep(OVER_ON + 22 * ONE_DAY, name)
    assert not Notice.objects.exists()
    for _ in range(2):
        sweep(OVER_ON + 23 * ONE_DAY, name)

    assert Notice.objects.get().facts == {"case": "Alder 101", "day": "1 March 2027"}


def test_nothing_is_told_of_a_film_that_is_gone(film: Film, cast: Cast) -> None:
    decide(cast)
    sweep(OVER_ON - ONE_DAY)

    delete_film(film=film, by=cast.mira)

    assert not Notice.objects.exists()


def test_data_stewards_are_told_when_a_hold_is_to_be_looked_at(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    standing = hold(film, cast)

    sweep(OVER_ON - ONE_DAY, "holds to look at again")
    assert not Notice.objects.exists()
    for day in (OVER_ON, OVER_ON + ONE_DAY):
        sweep(day, "holds to look at again")

    notice = Notice.objects.get()
    assert (notice.user, notice.subject_id) == (cast.dana, str(standing.pk))
    assert (
        f"{reverse('holds')}?service={cast.service.pk}"
        in browser_of(cast.dana).get(reverse("notices")).content.decode()
    )
    lift_hold(hold=standing, by=cast.dana)
    assert not Notice.objects.exists()


def test_leads_alone_are_told_of_what_is_held_for_a_concern(film: Film, cast: Cast) -> None:
    name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)
    raise_concern(case=film.cycle.case, film=film, words="A worry", keep_it=True, by=cast.mira)
    Hold.objects.update(review_on=OVER_ON)
    Notice.objects.all().delete()

    sweep(OVER_ON, "holds to look at again")

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.facts) == (cast.sam, "cases.concern_hold_to_look_at", {})
