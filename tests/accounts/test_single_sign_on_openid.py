"""The whole way round, with a directory that listens on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.accounts.openid_directory import Directory, claims_in, running, sign
from tests.cast import PASSWORD, Cast
from vig import directories
from vig.accounts.models import Invitation, Role, User
from vig.accounts.operations import deactivate_person, invite_person
from vig.accounts.roles import roles_of
from vig.accounts.single_sign_on import counts_as_second_factor

MIRA = {"email": "mira@example.org", "email_verified": True, "name": "Mira of the directory"}


@pytest.fixture(scope="module")
def listening() -> Iterator[Directory]:
    with running() as directory:
        yield directory


@pytest.fixture
def directory(listening: Directory, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Directory:
    cache.clear()
    monkeypatch.setenv("VIG_OIDC_URL", listening.url)
    monkeypatch.setenv("VIG_OIDC_CLIENT_ID", "vig")
    monkeypatch.setenv("VIG_OIDC_SECRET", "a secret of the two")
    monkeypatch.setenv("VIG_OIDC_NAME", "Lakeside Trust")
    settings.SOCIALACCOUNT_PROVIDERS = directories.from_environment(demo=True)
    listening.alter_tokens = listening.alter_userinfo = None
    listening.knows("m-1", **MIRA)
    return listening


def signed_in(browser: Client) -> str | None:
    found: str | None = browser.session.get("_auth_user_id")
    return found


def invited(cast: Cast, email: str, role: Role = Role.PRACTITIONER) -> Invitation:
    today = timezone.localdate()
    return invite_person(organisation=cast.service, email=email, role=role, starts_on=today, by=cast.ada).invitation


def test_somebody_whose_address_is_known_comes_in(directory: Directory, cast: Cast) -> None:
    browser = Client()

    answer = directory.sign_in(browser, "m-1", next="/cases/open/")

    assert answer["Location"] == "/cases/open/"
    assert signed_in(browser) == str(cast.mira.pk)
    assert browser.get(reverse("my_cases")).status_code == 200


def test_their_password_and_name_stay_and_they_get_a_mail(directory: Directory, cast: Cast) -> None:
    directory.sign_in(Client(), "m-1")

    cast.mira.refresh_from_db()
    assert (cast.mira.name, cast.mira.check_password(PASSWORD)) == ("Mira", True)
    assert mail.outbox[0].to == ["mira@example.org"]
    assert "signing in with Lakeside Trust" in mail.outbox[0].body


def test_afterwards_the_directory_knows_them_under_another_address_too(directory: Directory, cast: Cast) -> None:
    directory.sign_in(Client(), "m-1")
    directory.knows("m-1", email="married@example.org", email_verified=False)
    browser = Client()

    directory.sign_in(browser, "m-1")

    assert signed_in(browser) == str(cast.mira.pk)
    assert len(mail.outbox) == 1


def test_we_keep_nothing_of_what_it_said(directory: Directory, cast: Cast) -> None:
    directory.sign_in(Client(), "m-1")
    directory.sign_in(Client(), "m-1")

    assert SocialAccount.objects.get().extra_data == {}


def test_somebody_who_is_invited_joins_with_it(directory: Directory, cast: Cast) -> None:
    directory.knows("n-1", email="Noor@example.org", email_verified=True, name="Noor")
    invited(cast, "noor@example.org")
    invited(cast, "noor@example.org", Role.SUPERVISOR)
    browser = Client()

    directory.sign_in(browser, "n-1")

    noor = User.objects.get(email="noor@example.org")
    assert signed_in(browser) == str(noor.pk)
    assert (noor.name, noor.has_usable_password()) == ("Noor", False)
    assert roles_of(noor) == {"practitioner", "supervisor"}
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "unknown@example.org", "email_verified": True},
        {"email": "mira@example.org", "email_verified": False},
        {"email": "mira@example.org", "email_verified": "false"},
        {"email": "mira@example.org"},
        {"email": "noor@example.org"},
        {"name": "Mira"},
    ],
)
def test_unknown_people_and_unverified_addresses_get_the_same_refusal(
    claims: dict[str, object], directory: Directory, cast: Cast
) -> None:
    invited(cast, "noor@example.org")
    directory.knows("x-1", **claims)
    browser = Client()
    people = User.objects.count()

    answer = directory.sign_in(browser, "x-1")

    assert answer.status_code == 403
    assert "No service has let you in" in answer.content.decode()
    assert not [name for name in ("mira", "noor", "unknown") if name in answer.content.decode().lower()]
    assert signed_in(browser) is None
    assert (User.objects.count(), SocialAccount.objects.count()) == (people, 0)


def test_whoever_left_stays_out(directory: Directory, cast: Cast) -> None:
    directory.sign_in(Client(), "m-1")
    deactivate_person(person=cast.mira, organisation=cast.service, by=cast.ada)
    browser = Client()

    assert directory.sign_in(browser, "m-1").status_code == 403
    assert signed_in(browser) is None

    invited(cast, "mira@example.org")
    directory.sign_in(browser, "m-1")
    assert signed_in(browser) == str(cast.mira.pk)


@pytest.mark.parametrize(("domain", "status"), [("example.org", 302), ("lakeside.example", 403)])
def test_a_directory_may_be_trusted_with_its_own_domains_only(
    domain: str, status: int, directory: Directory, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And there an address counts although the directory says nothing about it."""
    monkeypatch.setenv("VIG_OIDC_DOMAINS", domain)
    settings.SOCIALACCOUNT_PROVIDERS = directories.from_environment(demo=True)
    directory.knows("m-1", email="mira@example.org")

    assert directory.sign_in(Client(), "m-1").status_code == status


def of_another_audience(tokens: dict[str, Any]) -> dict[str, Any]:
    return tokens | {"id_token": sign(claims_in(tokens) | {"aud": "another"})}


def of_another_issuer(tokens: dict[str, Any]) -> dict[str, Any]:
    return tokens | {"id_token": sign(claims_in(tokens) | {"iss": "https://another.example"})}


def too_old(tokens: dict[str, Any]) -> dict[str, Any]:
    return tokens | {"id_token": sign(claims_in(tokens) | {"exp": 1_000_000_000})}


def signed_by_somebody_else(tokens: dict[str, Any]) -> dict[str, Any]:
    forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return tokens | {"id_token": sign(claims_in(tokens), with_key=forger)}


def not_signed(tokens: dict[str, Any]) -> dict[str, Any]:
    return tokens | {"id_token": jwt.encode(claims_in(tokens), "", algorithm="none")}


def signed_with_what_everybody_knows(tokens: dict[str, Any]) -> dict[str, Any]:
    return tokens | {"id_token": jwt.encode(claims_in(tokens), "vig" * 20, algorithm="HS256")}


def no_token(tokens: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in tokens.items() if name != "id_token"}


@pytest.mark.parametrize(
    "forge",
    [
        of_another_audience,
        of_another_issuer,
        too_old,
        signed_by_somebody_else,
        not_signed,
        signed_with_what_everybody_knows,
        no_token,
    ],
)
def test_a_forged_token_lets_nobody_in(
    forge: Callable[[dict[str, Any]], dict[str, Any]], directory: Directory, cast: Cast
) -> None:
    directory.alter_tokens = forge
    browser = Client()

    answer = directory.sign_in(browser, "m-1")

    assert answer.status_code == 401
    assert signed_in(browser) is None


def test_both_answers_have_to_be_about_the_same_person(directory: Directory, cast: Cast) -> None:
    directory.alter_userinfo = lambda claims: claims | {"sub": "a-1", "email": "ada@example.org"}
    browser = Client()

    assert directory.sign_in(browser, "m-1").status_code == 401
    assert signed_in(browser) is None


def test_an_answer_works_once(directory: Directory, cast: Cast) -> None:
    browser = Client()
    way_back = directory.way_back(browser, "m-1")
    browser.get(way_back)
    browser.post(reverse("account_logout"))

    again = browser.get(way_back)

    assert again.status_code == 401
    assert signed_in(browser) is None


def test_an_answer_works_in_the_browser_that_asked_only(directory: Directory, cast: Cast) -> None:
    """Otherwise somebody could be signed in as another without noticing."""
    way_back = directory.way_back(Client(), "m-1")
    other = Client()

    assert other.get(way_back).status_code == 401
    assert signed_in(other) is None


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nobody_links_a_directory_by_themselves(
    process: str, directory: Directory, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    tariq = browser_of(cast.tariq)

    answer = directory.sign_in(tariq, "m-1", process=process)

    assert answer.status_code in {401, 403}
    assert signed_in(tariq) == str(cast.tariq.pk)
    assert not SocialAccount.objects.exists()


def test_the_directory_is_asked_with_proof_of_possession(directory: Directory, cast: Cast) -> None:
    going = Client().post(directory.login)

    assert "code_challenge_method=S256" in going.context["directory"]


def test_the_button_is_on_the_sign_in_page_only_where_there_is_a_directory(
    directory: Directory, settings: Settings, db: None
) -> None:
    def page() -> str:
        return Client().get(f"{reverse('account_login')}?next=/cases/open/").content.decode()

    with_it = page()
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "Sign in with Lakeside Trust" in with_it
    assert directory.login in with_it
    assert "Sign in with Lakeside" not in page()
    assert Client().post(directory.login).status_code == 404


def test_a_row_in_the_database_adds_no_directory(directory: Directory, settings: Settings, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    SocialApp.objects.create(
        provider="openid_connect",
        provider_id="evil.example",
        name="Evil",
        client_id="vig",
        settings={"server_url": directory.url, "domains": ["example.org"]},
    )

    assert Client().post(reverse("openid_connect_login", args=["evil.example"])).status_code == 404


def test_a_directory_that_does_not_answer_is_told_plainly(directory: Directory, settings: Settings, db: None) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = Client().post(directory.login)

    assert answer.status_code == 503
    assert "We got no answer" in answer.content.decode()


@pytest.mark.parametrize("trusted", [True, False])
def test_counts_as_second_factor_only_if_the_platform_says_so(
    trusted: bool, directory: Directory, cast: Cast, settings: Settings, rf: RequestFactory
) -> None:
    settings.VIG_SSO_IS_SECOND_FACTOR = trusted
    by_directory, by_password = Client(), Client()
    directory.sign_in(by_directory, "m-1")
    by_password.post(reverse("account_login"), {"login": "mira@example.org", "password": PASSWORD})

    def counts(browser: Client) -> bool:
        request = rf.get("/")
        request.session, request.user = browser.session, cast.mira
        return counts_as_second_factor(request)

    assert (counts(by_directory), counts(by_password)) == (trusted, False)
