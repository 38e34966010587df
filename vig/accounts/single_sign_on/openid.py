"""OpenID Connect, stricter than django-allauth's: the signature of every token is checked, and both say who it is."""

from http import HTTPStatus
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from .going import go_on

PUBLIC_KEY_SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER_SECONDS = 60


class CheckedOpenIDConnect(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **given: Any) -> SocialLogin:
        claims = self._decode_id_token(app, given["response"].get("id_token", ""))
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != claims["sub"]:  # OpenID Connect Core 5.3.2
            raise OAuth2Error("The two answers of the directory are about different people.")
        said = {"id_token": claims, "userinfo": claims | userinfo}
        return self.get_provider().sociallogin_from_response(request, said)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key_of(id_token),
                algorithms=PUBLIC_KEY_SIGNATURES,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_DIFFER_SECONDS,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, LookupError, ValueError) as wrong:
            raise OAuth2Error("This is no token that we can check.") from wrong
        return claims

    def _key_of(self, id_token: str) -> Any:
        """The directory's key that the token names; one that has a single key need not name it."""
        with get_adapter().get_requests_session() as session:
            keys = jwt.PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        [key] = [key for key in keys if key.key_id == name] if name else keys
        return key.key


@require_http_methods(["GET", "POST"])
@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    view = OAuth2LoginView.adapter_view(_adapter(request, provider_id))
    try:
        return go_on(request, view(request))
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


@require_safe
@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    answer: HttpResponse = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))(request)
    return answer


def _adapter(request: HttpRequest, provider_id: str) -> CheckedOpenIDConnect:
    adapter = CheckedOpenIDConnect(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return adapter
