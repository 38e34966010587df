import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import ConsentAnswer, Film, Scope, Share, Viewing
from cases.operations.end_share import end_share
from cases.operations.mark_moment import mark_moment
from cases.operations.share_film import share_film
from cases.operations.sharing import AlreadyShared, NotForThis
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def playing(film: Film) -> Film:
    return make_playable(film, seconds=4)


def shared(film: Film, cast: Cast, *, days: int = 7) -> Share:
    ends_on = timezone.localdate() + days * DAY
    return share_film(film=film, email="eva@example.org", purpose=Scope.SUPERVISION, ends_on=ends_on, by=cast.mira)


def segment(browser: Client, film: Film) -> int:
    return browser.get(reverse("film_segment", args=[film.pk, "hi", 0])).status_code


def test_a_supervisor_of_another_service_plays_all_of_it_and_reads_nothing_else(
    playing: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    clip = mark_moment(film=playing, by=cast.mira, start_frame=0, end_frame=50, title="He offers it", note="For myself")
    sent = {"email": "Eva@example.org", "purpose": "supervision", "ends_on": timezone.localdate() + DAY}
    browser_of(cast.mira).post(reverse("share_film", args=[playing.pk]), sent)
    share, eva = Share.objects.get(), browser_of(cast.eva)

    listed = eva.get(reverse("shared_with_me")).content.decode()
    page = eva.get(reverse("shared_film", args=[share.pk])).content.decode()

    assert reverse("shared_film", args=[share.pk]) in listed
    assert reverse("film_playlist", args=[playing.pk]) in page
    assert not [word for word in ("For myself", "He offers it", "Alder") if word in page + listed]
    for name, *arguments in (
        ("film_playlist", playing.pk), ("film_rendition_playlist", playing.pk, "hi"),
        ("film_rendition_init", playing.pk, "hi"), ("film_segment", playing.pk, "sound", 3),
    ):  # fmt: skip
        assert eva.get(reverse(name, args=arguments)).status_code == 200, name
    for name, *arguments in (
        ("film", playing.pk), ("api:film", playing.pk), ("api:clips", playing.pk), ("api:clip", clip.pk),
        ("download_clip", clip.pk), ("case", playing.cycle.case_id),
    ):  # fmt: skip
        assert eva.get(reverse(name, args=arguments)).status_code == 404, name


def test_ends_with_the_next_second_of_film(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    share, eva = shared(playing, cast), browser_of(cast.eva)
    before = segment(eva, playing)

    end_share(share=share, by=cast.mira)

    assert (before, segment(eva, playing)) == (200, 404)
    assert eva.get(reverse("shared_film", args=[share.pk])).status_code == 404


def test_ends_by_itself_after_its_last_day(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    share = shared(playing, cast, days=1)

    with time_machine.travel(share.ends_at):
        assert segment(browser_of(cast.eva), playing) == 404


def test_holds_only_while_consent_reaches_all_of_it(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    shared(playing, cast)
    ConsentAnswer.objects.filter(scope=Scope.SUPERVISION).update(given=False)

    assert segment(browser_of(cast.eva), playing) == 404
    with pytest.raises(NotForThis, match="said no to supervision"):
        shared(playing, cast)


def test_watching_it_is_noted_as_by_a_share(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    shared(playing, cast)
    browser_of(cast.eva).get(reverse("film_playlist", args=[playing.pk]))

    viewing = Viewing.objects.get()

    assert (viewing.viewer, viewing.film, viewing.clip, viewing.why) == (cast.eva, playing, None, "share")


def test_is_one_event_and_not_given_twice(playing: Film, cast: Cast) -> None:
    share = shared(playing, cast)

    with pytest.raises(AlreadyShared):
        shared(playing, cast)

    event = Event.objects.get(name="cases.film_shared")
    assert (event.actor_id, event.subject_id) == (cast.mira.pk, str(playing.pk))
    assert event.facts["share"] == str(share.pk)
    assert "@" not in str(event.facts)


def test_the_page_of_a_clip_shows_no_film_and_the_other_way_round(
    playing: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    share = shared(playing, cast)

    assert browser_of(cast.eva).get(reverse("shared_clip", args=[share.pk])).status_code == 404
    assert browser_of(cast.eva).get(reverse("shared_clip_file", args=[share.pk])).status_code == 404


def test_whoever_it_is_given_to_is_told_that_there_is_something(playing: Film, cast: Cast) -> None:
    shared(playing, cast)

    notice = cast.eva.notices.get()
    assert (notice.kind, notice.facts, notice.urgent) == ("cases.shared_with_you", {}, False)
