import pytest
from pytest_django import Settings

from vig.notices.kinds import Kind
from vig.notices.models import Notice


def to_the_bell(notice: Notice) -> str:
    return f"/to/{notice.subject_id}/"


KINDS = {
    "test.asked": Kind("{case} was asked about {times} times.", link=to_the_bell),
    "test.now": Kind("Something needs you now.", urgent=True),
}


@pytest.fixture(autouse=True)
def two_kinds_of_news(settings: Settings) -> None:
    settings.NOTICES = ["tests.notices.conftest.KINDS"]
