"""A copy is handed over once, by whoever made the link, within 72 hours; and it does not outlive that by much."""

import datetime
import io
import zipfile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, DownloadLink, Film, Participant, Scope, SubjectExport
from cases.operations.decide_item import decide_item
from cases.operations.destroy_export import destroy_due_exports
from cases.operations.download_export import LinkIsOver, download_export
from cases.operations.make_download_link import NothingToDownload, make_download_link
from cases.operations.say_who_is_in_film import InShot, say_who_is_in_film
from cases.operations.withdraw_consent import withdraw_consent
from media_pipeline import vault
from media_pipeline.keys import KeyDestroyed, unwrap
from media_pipeline.models import Bundle
from media_pipeline.operations.bundles import complete_destroyed_bundles
from tests.cases.asking_for_a_copy import PERSON, a_copy, ask, filled_by_hand, ready
from tests.cast import LONG_AGO, PASSWORD, Cast, the
from vig.accounts.models import Role
from vig.accounts.operations import add_member
from vig.audit.models import Event

from .test_file_subject_request import BrowserOf

DAY = datetime.timedelta(days=1)


@pytest.fixture
def export(case: Case, cast: Cast) -> SubjectExport:
    return a_copy(ask(case, cast), cast)


@pytest.fixture
def link(export: SubjectExport, cast: Cast) -> DownloadLink:
    return make_download_link(export=export, by=cast.dana)


@pytest.fixture
def dana(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.dana)


def where(link: DownloadLink) -> str:
    return reverse("download_export", args=[link.pk])


def test_the_link_works_once(link: DownloadLink, dana: Client, cast: Cast) -> None:
    assert dana.get(where(link)).status_code == 200

    first, second = dana.post(where(link)), dana.post(where(link))

    packed = zipfile.ZipFile(io.BytesIO(first.getvalue()))
    assert {"README.txt", "about.json", "manifest.json"} <= set(packed.namelist())
    assert first["Content-Type"] == "application/zip"
    assert second.status_code == 410
    assert "works once" in second.content.decode()
    assert dana.get(where(link)).status_code == 410
    assert Event.objects.filter(name="cases.export_downloaded", actor=cast.dana).count() == 1


def test_of_two_at_once_one_gets_it(link: DownloadLink, cast: Cast) -> None:
    """Both saw the page of a link that was not used yet."""
    download_export(link=link, by=cast.dana)

    with pytest.raises(LinkIsOver):
        download_export(link=link, by=cast.dana)


def test_to_look_at_the_page_uses_nothing_up(link: DownloadLink, dana: Client) -> None:
    for _ in range(3):
        dana.get(where(link))

    assert dana.post(where(link)).status_code == 200


def test_it_is_over_after_72_hours(link: DownloadLink, cast: Cast, browser_of: BrowserOf) -> None:
    with time_machine.travel(link.made_at + 3 * DAY + datetime.timedelta(seconds=1), tick=False):
        assert browser_of(cast.dana).post(where(link)).status_code == 410


def test_it_is_nothing_to_another_steward(link: DownloadLink, cast: Cast, browser_of: BrowserOf) -> None:
    other = add_member(
        organisation=cast.service, email="dora@example.org", name="Dora", role=Role.DATA_STEWARD, password=PASSWORD,
        starts_on=LONG_AGO,
    )  # fmt: skip

    assert browser_of(other).post(where(link)).status_code == 404


def test_a_new_link_takes_the_place_of_an_unused_one(link: DownloadLink, dana: Client) -> None:
    answer = dana.post(reverse("make_download_link", args=[link.export_id]))

    assert dana.get(where(link)).status_code == 404
    assert dana.post(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "act", ["begin_export", "decide_item", "restrict_films", "make_download_link", "download_export"]
)
def test_needs_a_fresh_sign_in(act: str, link: DownloadLink, dana: Client) -> None:
    session = dana.session
    session["confirmed_at"] = 0
    session.save()
    of = {"make_download_link": link.export_id, "download_export": link.pk}

    answer = dana.post(reverse(act, args=[of.get(act, link.export.request_id)]))

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not DownloadLink.objects.exclude(used_at=None).exists()


def test_it_goes_seven_days_after_it_was_handed_over(link: DownloadLink, dana: Client) -> None:
    dana.post(where(link))
    bundle = Bundle.objects.get(pk=link.export.bundle_id)
    names, wrapped = list(bundle.parts.values_list("object_name", flat=True)), bytes(bundle.wrapped_key)

    assert destroy_due_exports(now=timezone.now() + 6 * DAY) == 0
    assert destroy_due_exports(now=timezone.now() + 8 * DAY) == 1

    _is_gone(bundle, names, wrapped)
    assert Event.objects.get(name="cases.export_destroyed").facts == {"why": "due"}


def _is_gone(bundle: Bundle, names: list[str], wrapped: bytes) -> None:
    complete_destroyed_bundles()
    bundle.refresh_from_db()
    assert (bundle.state, bytes(bundle.wrapped_key), bundle.parts.count()) == ("destroyed", b"", 0)
    assert names
    assert not vault.listed(names)
    with pytest.raises(KeyDestroyed):
        unwrap(bundle.key_ring, wrapped)


def test_it_goes_after_thirty_days_where_nobody_fetched_it(export: SubjectExport) -> None:
    assert destroy_due_exports(now=timezone.now() + 29 * DAY) == 0
    assert destroy_due_exports(now=timezone.now() + 31 * DAY) == 1


@pytest.fixture
def with_film(film: Film, cast: Cast) -> SubjectExport:
    ready(film)
    return filled_by_hand(ask(film.cycle.case, cast), cast, [{"film": str(film.pk), "spans": [[0, 250]]}])


def state_of(export: SubjectExport) -> str:
    return str(Bundle.objects.get(pk=export.bundle_id).state)


def test_it_closes_with_the_consent_of_somebody_in_it(with_film: SubjectExport, film: Film, cast: Cast) -> None:
    answer = the(film.cycle.case, PERSON).consents.get().answers.get(scope=Scope.COPIES)

    withdraw_consent(answer=answer, by=cast.mira)

    assert state_of(with_film) == "destroyed"
    with pytest.raises(NothingToDownload):
        make_download_link(export=with_film, by=cast.dana)


def test_it_closes_where_somebody_else_turns_out_to_be_in_it(with_film: SubjectExport, film: Film, cast: Cast) -> None:
    sister = Participant.objects.create(case=film.cycle.case, role=Participant.Role.OTHER, called="Sister")
    everybody = [InShot(somebody) for somebody in film.cycle.case.participants.all()]

    say_who_is_in_film(film=film, by=cast.mira, in_shot=everybody)

    assert sister in {one.participant for one in everybody}
    assert state_of(with_film) == "destroyed"


def test_it_stays_when_something_else_is_withdrawn(with_film: SubjectExport, film: Film, cast: Cast) -> None:
    answer = the(film.cycle.case, PERSON).consents.get().answers.get(scope=Scope.RESEARCH)

    withdraw_consent(answer=answer, by=cast.mira)

    assert state_of(with_film) == "ready"


def test_a_consent_that_ended_by_its_date_is_seen_at_the_download(
    with_film: SubjectExport, film: Film, dana: Client, cast: Cast
) -> None:
    link = make_download_link(export=with_film, by=cast.dana)
    the(film.cycle.case, PERSON).consents.update(from_on=LONG_AGO, given_on=LONG_AGO, until_on=LONG_AGO)

    answer = dana.post(where(link))

    assert answer.status_code == 410
    assert "What may be given changed" in answer.content.decode()
    assert state_of(with_film) == "destroyed"


def test_a_decision_after_it_was_built_has_it_built_anew(export: SubjectExport, cast: Cast) -> None:
    decide_item(request=export.request, item="consents", withheld_why="harm", by=cast.dana)

    assert state_of(export) == "destroyed"
