"""The whole way round, with a directory of our own that signs as real ones do."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from saml2.xmldsig import DIGEST_SHA1, SIG_RSA_SHA1

from tests.accounts import saml_directory
from tests.accounts.saml_directory import ACS, ENTITY, HOST, LOGIN, METADATA, Directory, browser, hand_over
from tests.cast import Cast
from tests.services.machine import XMLSEC
from vig import directories
from vig.accounts.models import Role, User
from vig.accounts.operations import invite_person
from vig.accounts.roles import roles_of

pytestmark = pytest.mark.skipif(not XMLSEC.find(), reason="xmlsec1 is not installed (apt install xmlsec1)")
MIRA = {"email": "mira@example.org", "name": "Mira of the directory"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory(tmp_path_factory.mktemp("directory"))


@pytest.fixture
def directory(made: Directory, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None) -> Directory:
    cache.clear()
    settings.ALLOWED_HOSTS = [HOST]
    monkeypatch.setenv("VIG_SAML_METADATA", str(made.metadata))
    monkeypatch.setenv("VIG_SAML_ENTITY_ID", ENTITY)
    monkeypatch.setenv("VIG_SAML_DOMAINS", "example.org, lakeside.example")
    monkeypatch.setenv("VIG_SAML_NAME", "Lakeside University")
    settings.SOCIALACCOUNT_PROVIDERS = directories.from_environment(demo=True)
    return made


def signed_in(visitor: Client) -> str | None:
    found: str | None = visitor.session.get("_auth_user_id")
    return found


def question(visitor: Client) -> str:
    return str(visitor.post(LOGIN).context["directory"])


def test_somebody_whose_address_is_known_comes_in(directory: Directory, cast: Cast) -> None:
    visitor = browser()

    answer = directory.sign_in(visitor, back_to="/cases/open/", **MIRA)

    assert answer["Location"] == "/cases/open/"
    assert signed_in(visitor) == str(cast.mira.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_somebody_who_is_invited_joins_with_it(directory: Directory, cast: Cast) -> None:
    invite_person(
        organisation=cast.service,
        email="noor@lakeside.example",
        role=Role.TRAINEE,
        starts_on=timezone.localdate(),
        by=cast.ada,
    )
    visitor = browser()

    directory.sign_in(visitor, email="Noor@Lakeside.example", name="Noor", uid="n-1")

    noor = User.objects.get(email="noor@lakeside.example")
    assert (noor.name, roles_of(noor), signed_in(visitor)) == ("Noor", {"trainee"}, str(noor.pk))


@pytest.mark.parametrize(
    "email", ["unknown@example.org", "dana@elsewhere.example", "", "mira@example.org.evil.example"]
)
def test_unknown_people_and_addresses_it_may_not_vouch_for_are_refused_alike(
    email: str, directory: Directory, cast: Cast
) -> None:
    User.objects.filter(pk=cast.dana.pk).update(email="dana@elsewhere.example")
    visitor = browser()

    answer = directory.sign_in(visitor, email=email, name="Somebody")

    assert answer.status_code == 403
    assert "No service has let you in" in answer.content.decode()
    assert signed_in(visitor) is None
    assert not SocialAccount.objects.exists()


def test_an_answer_works_once(directory: Directory, cast: Cast) -> None:
    visitor = browser()
    answer = directory.answer(question(visitor), **MIRA)
    hand_over(visitor, answer)
    visitor.post(reverse("account_logout"))

    assert hand_over(visitor, answer).status_code == 403
    assert signed_in(visitor) is None


def test_an_answer_works_in_the_browser_that_asked_only(directory: Directory, cast: Cast) -> None:
    answer = directory.answer(question(browser()), **MIRA)
    thief = browser()
    question(thief)

    assert hand_over(thief, answer).status_code == 403
    assert signed_in(thief) is None


def test_an_old_answer_does_not_fit_a_new_question(directory: Directory, cast: Cast) -> None:
    """Only the assertion is signed, so that a thief may write another question's name on the envelope."""
    stolen = directory.answer(question(browser()), **MIRA)
    thief = browser()
    [his] = re.findall(r'InResponseTo="([^"]+)"', directory.answer(question(thief), **MIRA))[:1]

    answer = hand_over(thief, re.sub(r'InResponseTo="[^"]+"', f'InResponseTo="{his}"', stolen, count=1))

    assert answer.status_code == 401
    assert signed_in(thief) is None


def test_an_answer_that_nobody_asked_for_is_refused(directory: Directory, cast: Cast) -> None:
    visitor = browser()

    answer = hand_over(visitor, directory.answer(**MIRA))

    assert answer.status_code == 401
    assert signed_in(visitor) is None


@pytest.mark.parametrize(
    "bent",
    [
        {"sign_assertion": False},
        {"sign_assertion": False, "sign_response": True},
        {"sp_entity_id": "https://another.example/metadata/"},
        {"destination": "https://another.example/acs/"},
        {"issuer": "https://another.example/saml"},
        {"sign_alg": SIG_RSA_SHA1, "digest_alg": DIGEST_SHA1},
    ],
    ids=[
        "nothing signed",
        "assertion not signed",
        "for another audience",
        "sent elsewhere",
        "by another directory",
        "signed as nobody should any more",
    ],
)
def test_a_bent_answer_lets_nobody_in(bent: dict[str, Any], directory: Directory, cast: Cast) -> None:
    visitor = browser()

    answer = directory.sign_in(visitor, **MIRA, **bent)

    assert answer.status_code == 401
    assert signed_in(visitor) is None


def test_an_answer_that_somebody_else_signed_lets_nobody_in(directory: Directory, cast: Cast, tmp_path: Path) -> None:
    forger, visitor = Directory(tmp_path), browser()

    answer = forger.sign_in(visitor, **MIRA)

    assert answer.status_code == 401
    assert signed_in(visitor) is None


def test_an_answer_altered_on_the_way_lets_nobody_in(directory: Directory, cast: Cast) -> None:
    visitor = browser()
    honest = directory.answer(question(visitor), **MIRA)

    answer = hand_over(visitor, honest.replace("mira@example.org", "ada@example.org"))

    assert answer.status_code == 401
    assert signed_in(visitor) is None


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_second_assertion_beside_the_signed_one_lets_nobody_in(where: str, directory: Directory, cast: Cast) -> None:
    visitor = browser()
    honest = directory.answer(question(visitor), **MIRA)
    found = re.search(r"<(\w+:)?Assertion .*</(\w+:)?Assertion>", honest, re.DOTALL)
    assert found
    signature = re.compile(r"<(\w+:)?Signature.*</(\w+:)?Signature>", re.DOTALL)
    forged = signature.sub("", found[0]).replace("mira@", "ada@").replace('ID="', 'ID="another-')
    both = forged + found[0] if where == "before" else found[0] + forged

    answer = hand_over(visitor, honest.replace(found[0], both))

    assert answer.status_code == 401
    assert signed_in(visitor) is None


def test_an_answer_that_took_too_long_lets_nobody_in(directory: Directory, cast: Cast) -> None:
    visitor = browser()
    answer = directory.answer(question(visitor), **MIRA)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6)):
        assert hand_over(visitor, answer).status_code == 401
    assert signed_in(visitor) is None


@pytest.mark.parametrize("nonsense", ["", "not XML", "<Response/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_nonsense_is_answered_calmly(nonsense: str, directory: Directory) -> None:
    assert hand_over(browser(), nonsense).status_code == 401


def test_an_answer_without_end_is_not_kept(directory: Directory) -> None:
    assert hand_over(browser(), "x" * 300_000).status_code == 413


def test_too_many_answers_from_one_place_have_to_wait(directory: Directory, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"saml_answer": "2/m/ip"}

    assert [browser().post(ACS).status_code for _ in range(3)] == [302, 302, 429]


def test_says_who_we_are_and_offers_no_sign_out_by_others(directory: Directory) -> None:
    described = browser().get(METADATA).content.decode()

    assert f'Location="http://{HOST}{ACS}"' in described
    assert 'WantAssertionsSigned="true"' in described
    assert "SingleLogoutService" not in described
    assert browser().get(reverse("saml_sls", args=["service"])).status_code == 404


def test_the_button_is_on_the_sign_in_page(directory: Directory) -> None:
    page = browser().get(reverse("account_login")).content.decode()

    assert "Sign in with Lakeside University" in page
    assert saml_directory.LOGIN in page
