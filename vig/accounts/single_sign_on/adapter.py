import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import Provider
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render

from vig.accounts.models import User
from vig.accounts.operations.join_by_single_sign_on import join_by_single_sign_on

from .vouching import vouches

logger = logging.getLogger(__name__)


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """A directory says who somebody is; whether they come in is for a service to say.

    In comes who is linked to the directory already, who has an account with an address that the directory may vouch
    for, or whom a service has invited at such an address. Nobody else, and nobody links anything else.
    """

    def list_apps(self, request: HttpRequest, **asked: Any) -> list[SocialApp]:
        """From the environment alone: no row in the database adds a directory."""
        return [app for app in super().list_apps(request, **asked) if app.pk is None]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, said: dict[str, Any]) -> User:
        """Take the name and what is vouched for from what the directory said, and forget the rest."""
        claims = sociallogin.account.extra_data
        claim = said.get("email_verified", claims.get("userinfo", {}).get("email_verified"))
        for address in sociallogin.email_addresses:
            address.verified = vouches(sociallogin.provider.app, address.email, claim)
        sociallogin.account.extra_data = {}
        user: User = super().populate_user(request, sociallogin, said)
        user.name = str(said.get("name") or user.email.partition("@")[0])[:150]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied
        if sociallogin.is_existing and sociallogin.user.is_active:
            return
        person = self._person(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(render(request, "account/not_invited.html", status=403))
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Provider, **what: Any) -> None:
        """For whoever runs the platform; the person is told no more than that it did not work."""
        exception = what.get("exception")
        why = exception and (exception.__cause__ or exception)
        logger.warning("Single sign-on with %s failed: %s %s", provider.id, what.get("error"), type(why).__name__)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def _person(self, sociallogin: SocialLogin) -> User | None:
        for address in sociallogin.email_addresses:
            if address.verified:
                email = address.email.lower()
                known = User.objects.filter(email=email, is_active=True).first()
                return known or join_by_single_sign_on(email=email, name=sociallogin.user.name)
        return None
