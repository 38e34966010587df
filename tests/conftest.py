from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from cases.models import Case, Cycle, Film
from media_pipeline.operations import claims
from tests import cast as people
from tests.cast import Cast
from vig.accounts.models import User

pytest_plugins = [
    "tests.services.selection",
    "tests.services.side_by_side",
    "tests.services.emptying",
    "tests.services.platform",
    "tests.services.browser",
]


@pytest.fixture(autouse=True)
def passwords_are_cheap(settings: Settings) -> None:
    """Argon2 is slow on purpose; only the tests of signing in want that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def data_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Films, keys and anchors of each test lie in a folder of its own."""
    settings.VIG_KEYS_DIR = tmp_path / "keys"
    settings.VIG_ANCHORS_DIR = tmp_path / "anchors"
    settings.STORAGES = settings.STORAGES | {
        "films": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "films"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def a_heart_beats_only_where_it_is_seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that a test has not committed is not there for the thread that holds on to it: on a busy machine the first
    beat would come before the test is over, and take the job for somebody else's."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker is not None and marker.kwargs.get("transaction"))
    if not commits:
        monkeypatch.setattr(claims, "HEARTBEAT_SECONDS", 3600)


@pytest.fixture
def cast(db: None) -> Cast:
    return people.gather_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.a_case(cast)


@pytest.fixture
def cycle(cast: Cast, case: Case) -> Cycle:
    return people.a_cycle(cast, case)


@pytest.fixture
def film(cast: Cast, cycle: Cycle) -> Film:
    return people.a_film(cast, cycle)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def program_of() -> Callable[[User], APIClient]:
    """A program that acts as somebody."""

    def authenticated(user: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(user)
        return client

    return authenticated
