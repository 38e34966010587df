import datetime
import logging
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.cast import Cast
from vig.accounts.models import User
from vig.notices import sweeping
from vig.notices.models import Notice
from vig.notices.operations import choose_mails, finish_all_notices, notify
from vig.notices.sweeping import forget_what_was_read, mail_news

HOUR = datetime.timedelta(hours=1)


def tell(user: User, case: Case, kind: str = "test.asked", once: str = "") -> None:
    notify(users=[user], kind=kind, subject=case, once=once, case="Alder 101", times=1)


def test_says_only_that_there_is_something_and_where_to_sign_in(cast: Cast, case: Case) -> None:
    tell(cast.mira, case)

    mail_news(now=timezone.now())

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["mira@example.org"], "There is something new for you in VIG")
    assert reverse("account_login") in sent.body
    assert not [word for word in ("Alder", "Mira", "case", str(case.pk)) if word in f"{sent.subject} {sent.body}"]


def test_one_mail_a_person_and_not_again(cast: Cast, case: Case) -> None:
    tell(cast.mira, case, once="1")
    tell(cast.mira, case, once="2")

    counts = [mail_news(now=timezone.now()), mail_news(now=timezone.now() + 13 * HOUR)]

    assert counts == [1, 0]


def test_ordinary_news_waits_twelve_hours_and_urgent_news_does_not(cast: Cast, case: Case) -> None:
    now = timezone.now()
    tell(cast.mira, case, once="1")
    mail_news(now=now)

    tell(cast.mira, case, once="2")
    assert mail_news(now=now + 11 * HOUR) == 0
    assert mail_news(now=now + 12 * HOUR) == 1

    tell(cast.mira, case, "test.now")
    assert mail_news(now=now + 12 * HOUR) == 1


def test_nobody_is_written_to_who_left_or_has_seen_it_already(cast: Cast, case: Case) -> None:
    tell(cast.mira, case)
    tell(cast.sam, case)
    User.objects.filter(pk=cast.mira.pk).update(is_active=False)
    finish_all_notices(user=cast.sam)

    assert mail_news(now=timezone.now()) == 0


def test_whoever_wants_only_urgent_mails_gets_only_those(cast: Cast, case: Case) -> None:
    choose_mails(user=cast.mira, ordinary=False)
    tell(cast.mira, case)
    assert mail_news(now=timezone.now()) == 0

    tell(cast.mira, case, "test.now")
    assert mail_news(now=timezone.now()) == 1


def test_the_choice_is_on_the_account_page(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    browser = browser_of(cast.mira)

    browser.post(reverse("choose_mails"), {"ordinary": "no"})

    assert not cast.mira.mail_choice.ordinary
    assert b"Write to me about other news too" in browser.get(reverse("account")).content


@pytest.mark.parametrize(
    "failure", [SMTPServerDisconnected(), TimeoutError(), SMTPRecipientsRefused({"mira@x": (550, b"")})]
)
def test_a_mail_server_that_fails_loses_nothing_and_hears_of_it_again(
    failure: Exception, cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(**_: object) -> None:
        raise failure

    now = timezone.now()
    tell(cast.mira, case)
    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        patched.setattr(sweeping, "send_mail", away)
        assert mail_news(now=now) == 0

    assert "mira@" not in caplog.text
    assert "trying again" in caplog.text
    assert mail_news(now=now + datetime.timedelta(minutes=10)) == 1


def test_another_sweeper_does_not_send_what_one_has_begun(cast: Cast, case: Case) -> None:
    now = timezone.now()
    tell(cast.mira, case)
    Notice.objects.update(mail_begun_at=now)

    assert mail_news(now=now + datetime.timedelta(minutes=1)) == 0
    assert mail_news(now=now + datetime.timedelta(minutes=10)) == 1


def test_what_was_read_goes_after_ninety_days_and_what_waits_stays(cast: Cast, case: Case) -> None:
    now = timezone.now()
    tell(cast.mira, case, once="1")
    finish_all_notices(user=cast.mira)
    tell(cast.mira, case, once="2")

    assert forget_what_was_read(now=now + datetime.timedelta(days=89)) == 0
    assert forget_what_was_read(now=now + datetime.timedelta(days=91)) == 1
    assert cast.mira.notices.get().once == "2"
