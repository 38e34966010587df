"""Single sign-on as the environment describes it; what is missing stops the start instead of weakening it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from vig.directories import from_environment

OPENID = {
    "VIG_OIDC_URL": "https://login.example.org/trust/",
    "VIG_OIDC_CLIENT_ID": "vig",
    "VIG_OIDC_SECRET": "a secret of the two",
}
SAML = {
    "VIG_SAML_METADATA": "https://idp.example.org/metadata",
    "VIG_SAML_ENTITY_ID": "https://idp.example.org/saml",
    "VIG_SAML_DOMAINS": "@Example.org, lakeside.example",
}


def described(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return from_environment(demo=False)


def test_there_is_none_unless_somebody_sets_one_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert described(monkeypatch, {"VIG_OIDC_URL": "", "VIG_SAML_METADATA": ""}) == {}


def test_openid_connect_is_known_by_its_host_and_asked_with_pkce(monkeypatch: pytest.MonkeyPatch) -> None:
    [app] = described(monkeypatch, OPENID)["openid_connect"]["APPS"]

    assert (app["provider_id"], app["name"]) == ("login.example.org", "login.example.org")
    assert app["settings"] == {
        "server_url": "https://login.example.org/trust",
        "oauth_pkce_enabled": True,
        "domains": [],
    }


def test_saml_wants_signed_assertions_and_answers_to_our_questions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    [app] = described(monkeypatch, SAML)["saml"]["APPS"]

    assert app["settings"]["advanced"] == {
        "strict": True,
        "want_assertion_signed": True,
        "reject_deprecated_algorithm": True,
        "reject_idp_initiated_sso": True,
    }
    assert app["settings"]["domains"] == ["example.org", "lakeside.example"]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (OPENID | {"VIG_OIDC_URL": "http://login.example.org"}, "VIG_OIDC_URL must begin with https://"),
        (OPENID | {"VIG_OIDC_SECRET": ""}, "VIG_OIDC_SECRET is missing"),
        (OPENID | {"VIG_OIDC_CLIENT_ID": ""}, "VIG_OIDC_CLIENT_ID is missing"),
        (SAML | {"VIG_SAML_DOMAINS": ""}, "VIG_SAML_DOMAINS must list the domains"),
        (SAML | {"VIG_SAML_ENTITY_ID": ""}, "VIG_SAML_ENTITY_ID is missing"),
        (SAML | {"VIG_SAML_METADATA": "http://idp.example.org/metadata"}, "VIG_SAML_METADATA must begin with https"),
        (SAML | {"VIG_SAML_METADATA": "/nowhere/directory.xml"}, "there is no file /nowhere/directory.xml"),
    ],
)
def test_says_what_is_wrong(environment: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        described(monkeypatch, environment)


def test_saml_metadata_may_be_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "directory.xml"
    file.write_text("<EntityDescriptor/>")

    [app] = described(monkeypatch, SAML | {"VIG_SAML_METADATA": str(file)})["saml"]["APPS"]

    assert app["settings"]["idp"]["metadata_url"] == file.as_uri()
