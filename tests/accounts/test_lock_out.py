"""Guessing is stopped across processes, and tells nobody whether an address has an account."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.services.platform import PROJECT, Platform
from vig.audit.models import Event

DEMO_PASSWORD = "vig-demo-2026"
WRONG = "not the password"


class Guesser:
    """A process of its own that tries one address and password after the other; begins at once."""

    def __init__(self, platform: Platform, *tries: str) -> None:
        command = [sys.executable, "-m", "tests.accounts.guessing", *tries]
        environment = platform.environment | {"VIG_HOSTS": "testserver"}
        self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)

    def answers(self) -> list[str]:
        said, _ = self.process.communicate(timeout=240)
        return list(json.loads(said))


@pytest.mark.services
def test_two_processes_count_together_and_nobody_else_is_kept_out(make_platform: Callable[..., Platform]) -> None:
    platform = make_platform()

    both = [Guesser(platform, *4 * [f"mira@demo.vig {WRONG}"]) for _ in range(2)]
    answers = [answer for guesser in both for answer in guesser.answers()]

    assert answers.count("wrong") <= 5
    assert answers.count("wrong") + answers.count("closed") == 8
    right, another = f"mira@demo.vig {DEMO_PASSWORD}", f"tariq@demo.vig {DEMO_PASSWORD}"
    assert Guesser(platform, right, another).answers() == ["closed", "in"]


def sign_in(email: str, password: str = WRONG, ip: str = "10.0.0.1") -> str:
    answer = Client(REMOTE_ADDR=ip).post(reverse("account_login"), {"login": email, "password": password})
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_one_machine_cannot_try_every_address(cast: Cast) -> None:
    for guess in range(30):
        sign_in(f"guess{guess}@example.org")

    assert "Please wait for a moment" in sign_in("mira@example.org", PASSWORD)
    assert sign_in("mira@example.org", PASSWORD, ip="10.0.0.2") == "in"


def test_an_unknown_address_is_closed_as_a_known_one(cast: Cast) -> None:
    for _ in range(5):
        sign_in("mira@example.org")
        sign_in("unknown@example.org")

    assert "wrong too often" in sign_in("mira@example.org")
    assert "wrong too often" in sign_in("unknown@example.org")


def test_after_five_minutes_the_door_is_open_again(cast: Cast, clock: time_machine.Traveller) -> None:
    for _ in range(5):
        sign_in("mira@example.org")
    assert "wrong too often" in sign_in("mira@example.org", PASSWORD)

    clock.shift(5 * 60 + 1)

    assert sign_in("mira@example.org", PASSWORD) == "in"


def test_a_door_that_stays_shut_is_one_event_however_often_somebody_knocks(cast: Cast) -> None:
    for _ in range(5 + 3):
        sign_in("mira@example.org")

    [event] = Event.objects.filter(name="accounts.locked_out")
    assert (event.actor, event.subject_id) == (None, str(cast.mira.pk))


def seconds_of_work(act: Callable[[], object]) -> float:
    """Of the processor: other work on the machine does not count."""
    started = time.process_time()
    act()
    return time.process_time() - started


def test_signing_in_takes_as_long_for_an_unknown_address(settings: Settings, cast: Cast) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    cast.mira.set_password(PASSWORD)
    cast.mira.save()
    took: dict[str, list[float]] = {"mira@example.org": [], "unknown@example.org": []}

    for _ in range(5):
        for email, seconds in took.items():
            cache.clear()
            seconds.append(seconds_of_work(lambda email=email: sign_in(email)))  # type: ignore[misc]

    known, unknown = (statistics.median(seconds) for seconds in took.values())
    assert unknown == pytest.approx(known, rel=0.3)


def test_asking_for_a_new_password_takes_as_long_for_an_unknown_address(cast: Cast) -> None:
    took: dict[str, list[float]] = {"mira@example.org": [], "unknown@example.org": []}

    for _ in range(9):
        for email, seconds in took.items():
            cache.clear()
            sent = {"email": email}
            seconds.append(seconds_of_work(lambda sent=sent: Client().post(reverse("account_reset_password"), sent)))  # type: ignore[misc]

    known, unknown = (statistics.median(seconds) for seconds in took.values())
    assert unknown == pytest.approx(known, rel=0.5)
    assert len(mail.outbox) == 18  # either way a mail goes out, and that is what takes long
