"""Nobody reaches a case, a service, a film or the API with a password alone. Only demo mode leaves it to the person.

A session counts once a second factor was shown or added in it: one that was begun before its owner set one up has to
show it too. Set-up pages, signing out and health stay reachable.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from vig.accounts.models import User
from vig.accounts.single_sign_on import counts_as_second_factor
from vig.api import PROBLEM, problem_facts
from vig.problems import FOR_PROGRAMS

from .factors import has_second_factor

SHOWN_BY = "second_factor_shown_by"
FOR_A_PROGRAM = "This needs a second factor. Set one up or show it: sign in on the pages of the platform."
REACHABLE_WITHOUT = {
    "second_factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "account_logout",
    "healthz",
    "readyz",
    "metrics",
}


def note_second_factor(request: HttpRequest, user: User) -> None:
    request.session[SHOWN_BY] = str(user.pk)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        reachable = match is not None and match.view_name in REACHABLE_WITHOUT
        if settings.DEMO or reachable or not isinstance(request.user, User) or counts_as_second_factor(request):
            return None
        if not has_second_factor(request.user):
            return _send(request, reverse("second_factor"))
        if request.session.get(SHOWN_BY) != str(request.user.pk):
            return _send(request, _where_to_show_it(request.user))
        return None


def _where_to_show_it(user: User) -> str:
    ways = get_adapter().get_reauthentication_methods(user)
    return str(next(way["url"] for way in ways if way["id"] != "reauthenticate"))


def _send(request: HttpRequest, path: str) -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        facts = problem_facts(HTTPStatus.FORBIDDEN, FOR_A_PROGRAM) | {"code": "second_factor_needed"}
        return JsonResponse(facts, status=HTTPStatus.FORBIDDEN, content_type=PROBLEM)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(path)
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    answer = redirect(path + back)
    answer.asks_first = True  # type: ignore[attr-defined]  # nothing is done yet
    return answer
