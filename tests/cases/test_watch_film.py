import re
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from cases.models import CaseAccess, Film, Viewing
from cases.operations.delete_film import delete_film
from cases.operations.watch_film import IDLE, Sent, extend_viewings, seal_idle_viewings
from cases.playback import sent
from cases.playback.sent import Outbox
from cases.ranges import joined
from tests.cases.playing import a_clip, make_playable
from tests.cast import Cast
from tests.services.waiting import wait_until
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


@pytest.fixture
def playing(film: Film) -> Film:
    return make_playable(film, seconds=8)


@pytest.fixture
def mira(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.mira)


def open_film(client: Client, film: Film) -> None:
    assert client.get(reverse("film_playlist", args=[film.pk])).status_code == 200


def fetch(client: Client, film: Film, *numbers: int, name: str = "hi", **headers: str) -> None:
    for number in numbers:
        answer = client.get(reverse("film_segment", args=[film.pk, name, number]), headers=headers)
        assert answer.status_code in {200, 206}
        b"".join(answer)


def watched() -> list[Event]:
    return list(Event.objects.filter(name__in=["cases.film_watched", "cases.clip_watched"]).order_by("at"))


def test_one_viewing_is_one_event_with_the_frames_that_were_sent(playing: Film, mira: Client, cast: Cast) -> None:
    open_film(mira, playing)
    fetch(mira, playing, 0, 1, 2, 6)
    fetch(mira, playing, 1, 2, 3, name="sound")
    viewing = Viewing.objects.get()

    sealed = seal_idle_viewings(now=timezone.now() + IDLE * 1.1)

    assert sealed == 1
    [event] = watched()
    assert (event.name, event.actor, event.subject_kind) == ("cases.film_watched", cast.mira, "cases.film")
    assert event.subject_id == str(playing.pk)
    assert event.facts["frames"] == [[0, 100], [150, 175]]
    assert event.facts["why"] == "guides"
    assert event.facts["viewing"] == str(viewing.pk)
    assert viewing.frames == 125


def test_opening_it_again_goes_on_with_the_same_viewing(playing: Film, mira: Client) -> None:
    open_film(mira, playing)
    fetch(mira, playing, 0)
    open_film(mira, playing)
    fetch(mira, playing, 1)

    assert Viewing.objects.get().ranges == [[0, 50]]


def test_coming_back_after_a_while_is_another_viewing(playing: Film, mira: Client) -> None:
    open_film(mira, playing)
    fetch(mira, playing, 0)
    Viewing.objects.update(started_at=timezone.now() - IDLE * 2, last_at=timezone.now() - IDLE * 1.1)

    fetch(mira, playing, 5)

    before, after = Viewing.objects.order_by("started_at")
    assert (before.ranges, before.sealed_at is None) == ([[0, 25]], False)
    assert (after.ranges, after.sealed_at is None) == ([[125, 150]], True)
    assert [event.facts["frames"] for event in watched()] == [[[0, 25]]]


def test_a_viewing_under_way_is_left_open(playing: Film, mira: Client) -> None:
    open_film(mira, playing)

    assert seal_idle_viewings(now=timezone.now() + IDLE * 0.9) == 0
    assert watched() == []


def test_two_people_have_a_viewing_each_with_their_own_reason(
    playing: Film, mira: Client, cast: Cast, browser_of: BrowserOf
) -> None:
    CaseAccess.objects.create(
        case=playing.cycle.case, user=cast.tariq, why=CaseAccess.Why.COVERS, starts_at=timezone.now()
    )

    fetch(mira, playing, 0)
    fetch(browser_of(cast.tariq), playing, 4)

    found = {(one.viewer.email[:5], one.why, str(one.ranges)) for one in Viewing.objects.with_things()}
    assert found == {("mira@", "guides", "[[0, 25]]"), ("tariq", "covers", "[[100, 125]]")}


def test_segments_asked_for_as_part_of_a_clip_belong_to_the_clips_viewing(playing: Film, mira: Client) -> None:
    clip = a_clip(playing, start_frame=30, end_frame=60)
    open_film(mira, playing)
    mira.get(reverse("clip_playlist", args=[clip.pk]))
    listed = mira.get(reverse("clip_rendition_playlist", args=[clip.pk, "hi"])).content.decode()

    for url in re.findall(r"^/media/.*m4s.*$", listed, re.MULTILINE):
        assert mira.get(url).status_code == 200
    seal_idle_viewings(now=timezone.now() + IDLE * 1.1)

    found = {event.name: (event.subject_id, event.facts["frames"]) for event in watched()}
    assert found["cases.clip_watched"] == (str(clip.pk), [[25, 75]])
    assert found["cases.film_watched"] == (str(playing.pk), [])


@pytest.mark.parametrize("clip", ["", "nonsense", "5a2c7a52-0000-4000-8000-000000000000"])
def test_a_clip_that_is_none_changes_nothing(clip: str, playing: Film, mira: Client) -> None:
    assert mira.get(reverse("film_segment", args=[playing.pk, "hi", 2]), {"clip": clip}).status_code == 200

    assert (Viewing.objects.get().clip_id, Viewing.objects.get().ranges) == (None, [[50, 75]])


def test_posters_playlists_of_renditions_and_questions_without_an_answer_are_no_viewing(
    playing: Film, mira: Client, cast: Cast, browser_of: BrowserOf
) -> None:
    mira.get(reverse("film_rendition_playlist", args=[playing.pk, "hi"]))
    mira.get(reverse("film_rendition_init", args=[playing.pk, "hi"]))
    mira.get(reverse("film_poster", args=[playing.pk]))
    mira.head(reverse("film_playlist", args=[playing.pk]))
    mira.head(reverse("film_segment", args=[playing.pk, "hi", 0]))
    assert (
        mira.get(reverse("film_segment", args=[playing.pk, "hi", 0]), headers={"Range": "bytes=9-"}).status_code == 416
    )
    assert browser_of(cast.otis).get(reverse("film_segment", args=[playing.pk, "hi", 0])).status_code == 404

    assert not Viewing.objects.exists()


def test_whoever_watches_a_film_that_is_deleted_stands_in_the_audit(playing: Film, mira: Client, cast: Cast) -> None:
    fetch(mira, playing, 3)
    film_id = playing.pk

    delete_film(film=playing, by=cast.mira)

    viewing = Viewing.objects.with_things().get()
    assert (viewing.film, viewing.film_id, viewing.sealed_at is None) == (None, film_id, False)
    assert [event.facts["frames"] for event in watched()] == [[[75, 100]]]


def test_what_was_sent_of_a_film_deleted_meanwhile_keeps_nobody_elses_from_being_written(
    playing: Film, cast: Cast, settings: Settings
) -> None:
    settings.VIG_VIEWING_SECONDS = 3600
    outbox = Outbox()
    outbox.note(viewer=cast.mira.pk, film=playing.cycle_id, clip=None, span=(0, 25))
    outbox.note(viewer=cast.mira.pk, film=playing.pk, clip=None, span=(0, 25))

    outbox.flush()

    assert Viewing.objects.get().ranges == [[0, 25]]


def test_the_sweeper_ends_viewings(playing: Film, mira: Client) -> None:
    fetch(mira, playing, 0)
    Viewing.objects.update(started_at=timezone.now() - IDLE * 2, last_at=timezone.now() - IDLE * 1.1)

    call_command("sweep")

    assert len(watched()) == 1


def test_a_segment_costs_no_write_and_one_write_serves_them_all(
    playing: Film, mira: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.VIG_VIEWING_SECONDS = 3600
    outbox = Outbox()
    monkeypatch.setattr("cases.playback.films.outbox", outbox)
    open_film(mira, playing)

    with CaptureQueriesContext(connection) as asked:
        fetch(mira, playing, *range(8))

    assert not [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")]
    outbox.flush()
    assert Viewing.objects.get().ranges == [[0, 200]]


def test_what_cannot_be_written_now_is_written_the_next_time(
    playing: Film, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIG_VIEWING_SECONDS = 3600
    outbox = Outbox()
    outbox.note(viewer=cast.mira.pk, film=playing.pk, clip=None, span=(0, 25))

    def away(what: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as away_now:
        away_now.setattr(sent, "extend_viewings", away)
        with pytest.raises(OperationalError):
            outbox.flush()
    outbox.note(viewer=cast.mira.pk, film=playing.pk, clip=None, span=(25, 50))
    outbox.flush()

    assert Viewing.objects.get().ranges == [[0, 50]]


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_by_itself_and_outlives_a_fault(
    playing: Film, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIG_VIEWING_SECONDS = 0.05
    outbox, faults, write = Outbox(), [OperationalError("away"), ZeroDivisionError()], extend_viewings

    def now_and_then(what: list[Sent]) -> None:
        if faults:
            raise faults.pop()
        write(what)

    monkeypatch.setattr(sent, "extend_viewings", now_and_then)
    outbox.note(viewer=cast.mira.pk, film=playing.pk, clip=None, span=(0, 25))

    wait_until(lambda: Viewing.objects.filter(ranges=[[0, 25]]).exists(), what="the thread has written")
    assert not faults
    outbox.stop()


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_write_at_once_lose_nothing(playing: Film, cast: Cast, settings: Settings) -> None:
    settings.VIG_VIEWING_SECONDS = 3600
    boxes = [Outbox() for _ in range(4)]
    together = threading.Barrier(4)

    def write(box: Outbox, first: int) -> None:
        together.wait()
        for number in range(first, 80, 4):
            box.note(viewer=cast.mira.pk, film=playing.pk, clip=None, span=(number, number + 1))
            box.flush()
        connection.close()

    threads = [threading.Thread(target=write, args=[box, first]) for first, box in enumerate(boxes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Viewing.objects.get().ranges == [[0, 80]]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair))))


@given(spans)
@hypothesis_settings(deadline=None)
def test_joining_spans_keeps_every_frame_and_no_other(given_spans: list[tuple[int, int]]) -> None:
    whole = joined(given_spans)

    assert {frame for span in whole for frame in range(*span)} == {f for span in given_spans for f in range(*span)}
    assert all(before[1] < after[0] for before, after in pairwise(whole))
