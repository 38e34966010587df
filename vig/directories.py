"""The directories through which people may sign in (OIDC, SAML), as the environment names them.

A directory says who somebody is; we let in only whom a service has let in. So it matters for which addresses its word
is taken: those of the domains that are listed here, or, with OIDC and none listed, those that it calls verified.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vig import environment as env

SAML_ADDRESS = "service"  # in the addresses that the directory has to know
SAML_ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oasis:names:tc:SAML:attribute:pairwise-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ],
    "name": ["urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname"],
}


def from_environment(*, demo: bool) -> dict[str, dict[str, Any]]:
    """In the shape of django-allauth's SOCIALACCOUNT_PROVIDERS; empty where nothing is set."""
    found = {}
    if env.text("VIG_OIDC_URL"):
        found["openid_connect"] = {"APPS": [_openid(demo=demo)]}
    if env.text("VIG_SAML_METADATA"):
        found["saml"] = {"APPS": [_saml(demo=demo)]}
    return found


def _openid(*, demo: bool) -> dict[str, Any]:
    address = urlsplit(_https("VIG_OIDC_URL", demo=demo))
    return {
        # Names the directory in the database too, so that another one under the same settings starts without people.
        "provider_id": address.netloc,
        "name": env.text("VIG_OIDC_NAME") or address.netloc,
        "client_id": _needed("VIG_OIDC_CLIENT_ID"),
        "secret": _needed("VIG_OIDC_SECRET"),
        "settings": {
            "server_url": address.geturl(),
            "oauth_pkce_enabled": True,
            "domains": _domains("VIG_OIDC_DOMAINS"),
        },
    }


def _saml(*, demo: bool) -> dict[str, Any]:
    entity = _needed("VIG_SAML_ENTITY_ID")
    domains = _domains("VIG_SAML_DOMAINS")
    if not domains:
        raise ImproperlyConfigured("VIG_SAML_DOMAINS must list the domains of the addresses that the directory knows.")
    return {
        "provider_id": entity,
        "name": env.text("VIG_SAML_NAME") or urlsplit(entity).netloc or entity,
        "client_id": SAML_ADDRESS,
        "settings": {
            "idp": {"entity_id": entity, "metadata_url": _metadata(demo=demo)},
            "attribute_mapping": SAML_ATTRIBUTES,
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "reject_deprecated_algorithm": True,
                "reject_idp_initiated_sso": True,
            },
            "domains": domains,
        },
    }


def _metadata(*, demo: bool) -> str:
    """The directory's own description of itself: a file, or an address at which it is read again every few hours."""
    if "://" in env.text("VIG_SAML_METADATA"):
        return _https("VIG_SAML_METADATA", demo=demo)
    file = Path(env.text("VIG_SAML_METADATA")).resolve()
    if not file.is_file():
        raise ImproperlyConfigured(f"VIG_SAML_METADATA: there is no file {file}.")
    return file.as_uri()


def _https(name: str, *, demo: bool) -> str:
    address = env.text(name).rstrip("/")
    if not address.startswith("https://") and not demo:
        raise ImproperlyConfigured(f"{name} must begin with https://.")
    return address


def _needed(name: str) -> str:
    if not env.text(name):
        raise ImproperlyConfigured(f"{name} is missing for single sign-on.")
    return env.text(name)


def _domains(name: str) -> list[str]:
    return [domain.lower().lstrip("@") for domain in env.words(name)]
