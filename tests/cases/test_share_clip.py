import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Clip, ConsentAnswer, Film, Participant, Scope, Share, Viewing
from cases.operations.end_share import end_share
from cases.operations.mark_moment import mark_moment
from cases.operations.share_clip import share_clip
from cases.operations.sharing import AlreadyShared, NotForThis, SharedWithOneself, ShareInThePast, ShareTooLong
from cases.operations.withdraw_consent import withdraw_consent
from cases.policies import why_sees
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import CutPart
from tests.cases.playing import make_playable
from tests.cast import Cast, the
from vig.accounts.models import User
from vig.audit.models import Event
from vig.refusals import Refused

BrowserOf = Callable[[User], Client]

DAY = datetime.timedelta(days=1)
CUT = b"exactly these frames"


@pytest.fixture
def clip(film: Film, cast: Cast) -> Clip:
    """Cut, with words in its note that are for mira only."""
    make_playable(film, seconds=8)
    clip = mark_moment(film=film, by=cast.mira, start_frame=10, end_frame=60, title="He offers it", note="For myself")
    cut = clip.cut
    assert cut is not None
    key = unwrap(film.recording.key_ring, bytes(cut.wrapped_key))
    CutPart.objects.create(cut=cut, start=0, size=len(CUT), object_name=vault.put(CUT, key=key))
    cut.state, cut.size = cut.State.READY, len(CUT)
    cut.save()
    return clip


def shared(clip: Clip, cast: Cast, *, email: str = "eva@example.org", days: int = 7) -> Share:
    ends_on = timezone.localdate() + days * DAY
    return share_clip(clip=clip, email=email, purpose=Scope.SUPERVISION, ends_on=ends_on, by=cast.mira)


def file_of(share: Share) -> str:
    return reverse("shared_clip_file", args=[share.pk])


def statuses(browser: Client, share: Share) -> tuple[int, int]:
    return browser.get(file_of(share)).status_code, browser.get(reverse("shared_clip", args=[share.pk])).status_code


def test_a_supervisor_of_another_service_watches_the_clip_and_nothing_else(
    clip: Clip, cast: Cast, browser_of: BrowserOf
) -> None:
    sent = {"email": "Eva@example.org", "purpose": "supervision", "ends_on": timezone.localdate() + DAY}
    answer = browser_of(cast.mira).post(reverse("share_clip", args=[clip.pk]), sent)
    share, eva = Share.objects.get(), browser_of(cast.eva)

    listed = eva.get(reverse("shared_with_me")).content.decode()
    page = eva.get(reverse("shared_clip", args=[share.pk])).content.decode()
    played = eva.get(file_of(share))

    assert answer["Location"] == reverse("case_access", args=[clip.film.cycle.case_id])
    assert reverse("shared_clip", args=[share.pk]) in listed
    assert file_of(share) in page
    assert "For myself" not in page + listed
    assert clip.film.cycle.case.pseudonym not in page + listed
    assert b"".join(played) == CUT
    assert "attachment" not in played.headers.get("Content-Disposition", "")
    for name, *arguments in (
        ("film", clip.film_id), ("film_playlist", clip.film_id), ("clip_playlist", clip.pk), ("download_clip", clip.pk),
        ("film_segment", clip.film_id, "hi", 0), ("film_rendition_init", clip.film_id, "hi"),
    ):  # fmt: skip
        assert eva.get(reverse(name, args=arguments)).status_code == 404, name


def test_plays_by_range(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.eva).get(file_of(shared(clip, cast)), headers={"Range": "bytes=8-12"})

    assert (answer.status_code, b"".join(answer)) == (206, CUT[8:13])


def test_watching_it_is_noted_as_by_a_share(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    share, eva = shared(clip, cast), browser_of(cast.eva)
    eva.head(file_of(share))
    assert not Viewing.objects.exists()

    for piece in ("bytes=0-4", "bytes=5-"):
        eva.get(file_of(share), headers={"Range": piece})

    viewing = Viewing.objects.get()
    assert (viewing.viewer, viewing.clip, viewing.why, viewing.ranges) == (cast.eva, clip, "share", [[10, 60]])


def test_who_guided_the_case_once_watches_by_the_share(clip: Clip, cast: Cast) -> None:
    case = clip.film.cycle.case
    case.accesses.create(user=cast.sam, why="guides", starts_at=timezone.now() - 2 * DAY, ends_at=timezone.now() - DAY)
    shared(clip, cast, email="sam@example.org")

    assert why_sees(cast.sam, case) == "share"


@pytest.mark.parametrize("email", ["nobody@example.org", "ada@example.org", "dana@example.org"])
def test_an_address_that_reaches_nobody_looks_like_any_other(
    email: str, clip: Clip, cast: Cast, browser_of: BrowserOf
) -> None:
    mira = browser_of(cast.mira)
    people = reverse("case_access", args=[clip.film.cycle.case_id])

    def answered(address: str) -> str:
        sent = {"email": address, "purpose": "supervision", "ends_on": timezone.localdate() + DAY}
        page = mira.post(reverse("share_clip", args=[clip.pk]), sent, follow=True).content.decode()
        share = Share.objects.get(address=address)
        words = page.replace(address, "ADDRESS").replace(str(share.pk), "SHARE")
        share.delete()
        return "\n".join(line for line in words.splitlines() if "csrfmiddlewaretoken" not in line)

    assert answered(email) == answered("eva@example.org")
    unreached = shared(clip, cast, email=email)
    assert unreached.shared_with is None
    assert email in mira.get(people).content.decode()
    if person := User.objects.filter(email=email).first():
        assert statuses(browser_of(person), unreached) == (404, 404)


def test_ends_by_itself_after_its_last_day(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    share = shared(clip, cast, days=1)
    midnight = datetime.datetime.combine(timezone.localdate() + 2 * DAY, datetime.time.min)
    end = timezone.make_aware(midnight)

    with time_machine.travel(end - datetime.timedelta(minutes=1)):
        before = statuses(browser_of(cast.eva), share)
    with time_machine.travel(end):
        after = statuses(browser_of(cast.eva), share)

    assert (before, after) == ((200, 200), (404, 404))


def test_stops_at_once_when_consent_is_withdrawn(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    share, eva = shared(clip, cast), browser_of(cast.eva)
    before = statuses(eva, share)
    answer = ConsentAnswer.objects.get(
        scope=Scope.SUPERVISION, consent__participant=the(clip.film.cycle.case, Participant.Role.PERSON)
    )

    withdraw_consent(answer=answer, by=cast.mira)

    assert (before, statuses(eva, share)) == ((200, 200), (404, 404))
    assert reverse("shared_clip", args=[share.pk]) not in eva.get(reverse("shared_with_me")).content.decode()


def test_refuses_what_nobody_said_yes_to_and_says_whom_to_ask(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    answer = ConsentAnswer.objects.filter(scope=Scope.TRAINING).first()
    assert answer is not None
    withdraw_consent(answer=answer, by=cast.mira)
    ends_on = timezone.localdate() + DAY
    sent = {"email": "eva@example.org", "purpose": "training", "ends_on": ends_on}

    with pytest.raises(NotForThis):
        share_clip(clip=clip, email="eva@example.org", purpose=Scope.TRAINING, ends_on=ends_on, by=cast.mira)
    page = browser_of(cast.mira).post(reverse("share_clip", args=[clip.pk]), sent)

    assert answer.consent.participant.shown_name in page.context["form"].errors["purpose"][0]
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    ("email", "days", "refusal"),
    [
        ("eva@example.org", -1, ShareInThePast),
        ("eva@example.org", 366, ShareTooLong),
        ("mira@example.org", 1, SharedWithOneself),
    ],
)
def test_refuses_a_wrong_day_or_oneself(email: str, days: int, refusal: type[Refused], clip: Clip, cast: Cast) -> None:
    with pytest.raises(refusal):
        shared(clip, cast, email=email, days=days)

    assert not Share.objects.exists()


def test_is_not_shared_twice_for_the_same(clip: Clip, cast: Cast) -> None:
    first = shared(clip, cast)
    with pytest.raises(AlreadyShared):
        shared(clip, cast)

    end_share(share=first, by=cast.mira)

    assert shared(clip, cast).pk != first.pk


def test_is_in_the_audit_by_ids_alone(clip: Clip, cast: Cast) -> None:
    share = shared(clip, cast)

    event = Event.objects.get(name="cases.clip_shared")
    assert (event.actor_id, event.subject_id) == (cast.mira.pk, str(clip.pk))
    assert event.facts == {
        "share": str(share.pk), "person": str(cast.eva.pk), "purpose": "supervision",
        "ends_at": share.ends_at.isoformat(),
    }  # fmt: skip


def test_the_bar_leads_there_only_where_there_is_something(clip: Clip, cast: Cast, browser_of: BrowserOf) -> None:
    def leads() -> bool:
        page = browser_of(cast.eva).get(reverse("my_cases")).content.decode()
        return f'href="{reverse("shared_with_me")}"' in page

    before = leads()
    shared(clip, cast)

    assert (before, leads()) == (False, True)
