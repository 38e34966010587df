"""What Django answers itself when no view of ours could: a problem for programs, a page for people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from .api import PROBLEM, problem_facts

FOR_PROGRAMS = ("/api/", "/media/")


def is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith(FOR_PROGRAMS)


def answer_instead(request: HttpRequest, status: HTTPStatus, sentence: str) -> HttpResponse:
    """A refusal before anybody knows who is asking, so without the frame of a page."""
    if is_for_programs(request):
        return JsonResponse(problem_facts(status, sentence), status=status, content_type=PROBLEM)
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.BAD_REQUEST, "This request cannot be read.", defaults.bad_request, exception)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.FORBIDDEN, "You may not do this.", defaults.permission_denied, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.NOT_FOUND, "Not found.", defaults.page_not_found, exception)


def our_fault(request: HttpRequest) -> HttpResponse:
    sentence = "Something went wrong on our side, and what you had saved is safe. Please try again in a moment."
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, sentence, defaults.server_error)


def _answer(
    request: HttpRequest,
    status: HTTPStatus,
    sentence: str,
    page: Callable[..., HttpResponse],
    *what_django_says: Any,
) -> HttpResponse:
    if is_for_programs(request):
        return answer_instead(request, status, sentence)
    return page(request, *what_django_says)
