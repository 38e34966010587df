"""Signing in through a service's own directory (OIDC or SAML)."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def counts_as_second_factor(request: HttpRequest) -> bool:
    """Whether this session needs no second factor of ours: its directory asks for one, and the platform trusts it."""
    if not settings.VIG_SSO_IS_SECOND_FACTOR or not request.user.is_authenticated:
        return False
    ways = get_authentication_records(request, request.user)
    return any(way["method"] == "socialaccount" for way in ways)
