"""Steps that cannot be taken back ask once more who it is: export, erasure, roles, keys, second factors.

    @require_http_methods(["GET", "POST"])
    @fresh_sign_in
    def export_case(request: SignedInRequest, case_id: UUID) -> HttpResponse: ...

A sign-in is fresh for `FRESH_SIGN_IN_SECONDS`. After that a page sends to where one shows that it is still oneself and
back; what was posted is then done as if nothing had happened (chosen files have to be chosen again). Programs get a
403 problem with the code `fresh_sign_in_needed`: a token is never fresh.
"""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django_htmx.http import HttpResponseClientRedirect
from rest_framework.request import Request

from vig.api import PROBLEM, problem_facts
from vig.problems import FOR_PROGRAMS

from .concealing import CannotReveal, conceal, reveal

View = Callable[..., HttpResponseBase]
CONFIRMED_AT = "confirmed_at"
FOR_A_PROGRAM = "This step needs a fresh sign-in. Sign in again, and do it within a few minutes."
BY_ANOTHER_SERVICE = "Before this step we need to be sure that it is you. Sign out, sign in again, and do it at once."


def fresh_sign_in(view: View) -> View:
    """Let nobody past whose sign-in is not fresh."""

    @wraps(view)
    def asking(request: HttpRequest | Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if isinstance(request, Request) or request.path.startswith(FOR_PROGRAMS):
            return _problem()
        return ask_again(request)

    return asking


def confirm(request: HttpRequest) -> None:
    """Note in the session that somebody has just shown who they are."""
    request.session[CONFIRMED_AT] = int(time.time())


def is_fresh(request: HttpRequest | Request) -> bool:
    if getattr(request, "auth", None) is not None:  # a token, whatever session came with it
        return False
    return time.time() - int(request.session.get(CONFIRMED_AT, 0)) < settings.FRESH_SIGN_IN_SECONDS


def ask_again(request: HttpRequest) -> HttpResponse:
    """To where one shows that it is still oneself; what was posted waits in the session, concealed."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise PermissionDenied(BY_ANOTHER_SERVICE)
    where = ways[0]["url"]
    request.session.pop(STATE_SESSION_KEY, None)  # what was left behind an earlier time must not be done now
    htmx = getattr(request, "htmx", None)
    if htmx:
        return HttpResponseClientRedirect(_and_back(where, htmx.current_url_abs_path or reverse("home")))
    if request.method == "POST":
        waiting = {"path": request.get_full_path(), "posted": conceal(request.POST.urlencode())}
        request.session[STATE_SESSION_KEY] = {"state": waiting, "callback": f"{__name__}.carry_on"}
    answer = redirect(_and_back(where, request.get_full_path()))
    answer.asks_first = True  # type: ignore[attr-defined]  # nothing is done yet
    return answer


def carry_on(request: HttpRequest, waiting: dict[str, str]) -> HttpResponseBase:
    """Do what had been posted, or show the page again when it waited too long or another page is asked for."""
    path = get_next_redirect_url(request) or reverse("home")
    try:
        posted = reveal(waiting["posted"], within_seconds=settings.FRESH_SIGN_IN_SECONDS)
    except CannotReveal:
        return redirect(path)
    if path != waiting["path"]:
        return redirect(path)
    return _send_again(request, path, posted)


def _send_again(request: HttpRequest, path: str, posted: str) -> HttpResponseBase:
    parts = urlsplit(path)
    request.path = request.path_info = parts.path
    request.META |= {"PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    request.GET = QueryDict(parts.query)
    request.POST = QueryDict(posted)
    request.resolver_match = found = resolve(parts.path)
    answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return answer


def _and_back(where: str, path: str) -> str:
    return f"{where}?{urlencode({'next': path})}"


def _problem() -> HttpResponse:
    facts = problem_facts(HTTPStatus.FORBIDDEN, FOR_A_PROGRAM) | {"code": "fresh_sign_in_needed"}
    return JsonResponse(facts, status=HTTPStatus.FORBIDDEN, content_type=PROBLEM)
