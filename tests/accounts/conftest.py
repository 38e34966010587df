from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast
from vig.accounts.models import User


@pytest.fixture(autouse=True)
def limits_begin_anew() -> None:
    cache.clear()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Nine o'clock, until somebody moves the hands."""
    with time_machine.travel("2026-11-25 09:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def mira(clock: time_machine.Traveller, cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    """Her browser, in which she signed in at nine o'clock."""
    return browser_of(cast.mira)
