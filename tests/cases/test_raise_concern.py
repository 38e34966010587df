"""A concern reaches the people whom the service named; nobody else learns that there is one."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Concern, Film, Hold, Scope, Share
from cases.operations.close_concern import close_concern
from cases.operations.delete_film import delete_film
from cases.operations.destroy_film import FilmIsHeld
from cases.operations.end_lead import end_lead
from cases.operations.lift_concern_hold import lift_concern_hold
from cases.operations.name_lead import name_lead
from cases.operations.place_hold import place_hold
from cases.operations.raise_concern import NoLeadNamed, raise_concern
from tests.cast import Cast
from vig.accounts.models import User
from vig.accounts.operations import end_role
from vig.audit.models import Event
from vig.audit_log.querysets import events_of
from vig.notices.models import Notice

BrowserOf = Callable[[User], Client]

WORDS = "His brother had a bruise, and nobody wanted to say where from."


@pytest.fixture
def lead(cast: Cast) -> User:
    """tariq, whom ada named."""
    name_lead(organisation=cast.service, person=cast.tariq, by=cast.ada)
    return cast.tariq


@pytest.fixture
def concern(film: Film, cast: Cast, lead: User) -> Concern:
    return raise_concern(case=film.cycle.case, film=film, words=WORDS, keep_it=True, by=cast.mira)


def send(browser: Client, case: Case, **said: object) -> str:
    answer = browser.post(reverse("raise_concern", args=[case.pk]), {"words": WORDS} | said, follow=True)
    return " ".join(answer.content.decode().split())


def test_reaches_the_leads_at_once_and_says_to_whom_it_went(
    case: Case, cast: Cast, lead: User, browser_of: BrowserOf
) -> None:
    page = send(browser_of(cast.mira), case)

    assert "Passed on to Tariq" in page
    assert WORDS in page
    assert "call 999" in page
    told = Notice.objects.get(kind="cases.concern_raised")
    assert (told.user, told.urgent, told.facts) == (lead, True, {})
    assert WORDS in browser_of(lead).get(reverse("concerns")).content.decode()


def everybody_else(cast: Cast) -> Iterator[User]:
    yield from (cast.sam, cast.eva, cast.ada, cast.dana, cast.otis)


def test_nobody_else_sees_it_or_is_told(concern: Concern, cast: Cast, browser_of: BrowserOf) -> None:
    url = reverse("concern", args=[concern.pk])

    for user in everybody_else(cast):
        browser = browser_of(user)
        assert browser.get(url).status_code == 404
        assert WORDS not in browser.get(reverse("concerns")).content.decode()
        assert not user.notices.filter(kind__startswith="cases.concern").exists()


def test_no_page_of_case_or_service_gives_it_away(concern: Concern, cast: Cast, browser_of: BrowserOf) -> None:
    assert concern.case
    case = concern.case
    of_the_case = [reverse(name, args=[case.pk]) for name in ("case", "case_access", "who_watched", "consents")]
    pages = [browser_of(cast.mira).get(url) for url in of_the_case]
    pages += [browser_of(cast.dana).get(reverse(name)) for name in ("holds", "audit_log", "destroyed_films")]
    pages += [browser_of(cast.ada).get(reverse(name)) for name in ("people", "safeguarding_leads")]

    assert {page.status_code for page in pages} == {200}
    said = "".join(page.content.decode() for page in pages)
    assert not [word for word in (str(concern.pk), str(concern.hold_id), "bruise", "concern_raised") if word in said]


def test_the_audit_has_it_without_a_word_and_shows_it_to_no_data_steward(concern: Concern, cast: Cast) -> None:
    event = Event.objects.get(name="cases.concern_raised")

    assert (event.actor_id, event.subject_id) == (cast.mira.pk, str(concern.pk))
    assert "bruise" not in str(event.facts)
    assert not events_of(cast.service).filter(pk=event.pk).exists()
    assert events_of(cast.service).filter(name="cases.lead_named").exists()


def test_keeps_the_film_and_hides_that_it_does(concern: Concern, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    with pytest.raises(FilmIsHeld):
        delete_film(film=film, by=cast.mira)

    assert concern.hold
    assert (concern.hold.why, concern.hold.family_told) == ("safeguarding", False)
    assert browser_of(cast.dana).get(reverse("lift_hold", args=[concern.hold_id])).status_code == 404
    place_hold(  # the data steward's own, as if there were none
        case=film.cycle.case, film=film, why=Hold.Why.SAFEGUARDING, by=cast.dana,
        review_on=timezone.localdate() + datetime.timedelta(days=9),
    )  # fmt: skip


def test_only_a_lead_lifts_its_hold(concern: Concern, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    url = reverse("lift_concern_hold", args=[concern.pk])

    assert browser_of(cast.mira).post(url).status_code == 404
    assert browser_of(cast.tariq).post(url).status_code == 302

    assert not lift_concern_hold(concern=concern, by=cast.tariq)
    delete_film(film=film, by=cast.mira)


def test_outlives_its_film(concern: Concern, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    lift_concern_hold(concern=concern, by=cast.tariq)
    delete_film(film=film, by=cast.mira)

    page = browser_of(cast.tariq).get(reverse("concern", args=[concern.pk])).content.decode()

    assert "a film that is gone" in page
    assert WORDS in page


def test_where_nobody_is_named_it_says_so_and_whom_to_ask_and_keeps_the_words(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    mira = browser_of(cast.mira)
    before = " ".join(mira.get(reverse("raise_concern", args=[case.pk])).content.decode().split())

    page = send(mira, case)

    for shown in (before, page):
        assert "has not named anybody for safeguarding" in shown
        assert "Ask Ada to name somebody here" in shown
    assert WORDS in page
    assert not Concern.objects.exists()


def test_a_lead_who_left_is_none_any_more(case: Case, cast: Cast, lead: User) -> None:
    raise_concern(case=case, words=WORDS, by=cast.mira)

    end_role(membership=lead.memberships.get(), by=cast.ada)

    assert not Concern.objects.visible_to(lead).exists()
    assert not lead.notices.exists()
    with pytest.raises(NoLeadNamed):
        raise_concern(case=case, words=WORDS, by=cast.mira)


@pytest.mark.parametrize("who", ["eva", "sam"])  # of another service, and of the same
def test_whoever_was_shown_a_film_raises_one_without_learning_whose_it_is(
    who: str, film: Film, cast: Cast, lead: User, browser_of: BrowserOf
) -> None:
    now = timezone.now()
    share = Share.objects.create(
        film=film, shared_with=cast[who], shared_by=cast.mira, purpose=Scope.SUPERVISION, starts_at=now,
        ends_at=now + datetime.timedelta(days=1),
    )  # fmt: skip

    answer = browser_of(cast[who]).post(
        reverse("raise_concern_about_share", args=[share.pk]), {"words": WORDS}, follow=True
    )

    page = answer.content.decode()
    assert "Passed on to Tariq" in page
    assert "Alder" not in page
    assert Concern.objects.get().film == film


def test_a_lead_notes_steps_and_closes_it_and_whoever_raised_it_reads_none_of_them(
    concern: Concern, cast: Cast, browser_of: BrowserOf
) -> None:
    tariq, mira = browser_of(cast.tariq), browser_of(cast.mira)
    url = reverse("concern", args=[concern.pk])

    tariq.post(reverse("note_concern_step", args=[concern.pk]), {"words": "Rang the duty team."})
    tariq.post(reverse("close_concern", args=[concern.pk]))

    assert "Rang the duty team." in tariq.get(url).content.decode()
    hers = mira.get(url).content.decode()
    assert "Rang the duty team." not in hers
    assert "Closed on" in hers
    assert mira.post(reverse("note_concern_step", args=[concern.pk]), {"words": "x"}).status_code == 404
    assert cast.mira.notices.filter(kind="cases.concern_closed").exists()
    assert not close_concern(concern=concern, by=cast.tariq)


def test_the_tab_is_there_for_leads_and_nobody_else(concern: Concern, cast: Cast, browser_of: BrowserOf) -> None:
    def has_the_tab(user: User) -> bool:
        return any(tab.label == "Concerns" for tab in browser_of(user).get(reverse("notices")).context["service_tabs"])

    assert has_the_tab(cast.tariq)
    assert not any(has_the_tab(user) for user in (cast.mira, cast.ada, cast.dana))


def test_whoever_is_no_lead_any_more_reads_nothing(concern: Concern, cast: Cast) -> None:
    end_lead(lead=cast.service.safeguarding_leads.get(), by=cast.ada)

    assert not Concern.objects.visible_to(cast.tariq).exists()
    assert Concern.objects.visible_to(cast.mira).exists()
