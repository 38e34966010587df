import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from rest_framework.test import APIClient

from tests.cast import Cast
from vig.accounts.models import ApiToken


def token_of(email: str, **options: int) -> str:
    said = StringIO()
    call_command("token", email, stdout=said, **options)
    return said.getvalue().strip()


def status_with(token: str) -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return int(client.get(reverse("api:cases")).status_code)


def test_lets_a_program_act_as_a_person(cast: Cast) -> None:
    assert status_with(token_of("mira@example.org")) == 200


def test_ends_the_token_before(cast: Cast) -> None:
    first = token_of("mira@example.org")

    token_of("mira@example.org")

    assert status_with(first) == 401


def test_is_not_in_the_database(cast: Cast) -> None:
    token = token_of("mira@example.org")

    assert token not in str(ApiToken.objects.values())


def test_stops_working_when_the_person_leaves(cast: Cast) -> None:
    token = token_of("mira@example.org")
    cast.mira.is_active = False
    cast.mira.save()

    assert status_with(token) == 401


def test_works_until_its_last_day(cast: Cast, clock: time_machine.Traveller) -> None:
    token = token_of("mira@example.org", days=30)

    clock.shift(datetime.timedelta(days=30))
    assert status_with(token) == 200

    clock.shift(datetime.timedelta(days=1))
    assert status_with(token) == 401


def test_lasts_a_year_at_most(cast: Cast) -> None:
    with pytest.raises(CommandError, match="365 days at most"):
        token_of("mira@example.org", days=366)


def test_says_so_when_nobody_signs_in_with_that_address(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Nobody signs in as"):
        token_of("nobody@example.org")
