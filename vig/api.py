"""How the API answers: pages of results, and problems as RFC 9457 writes them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.utils import inline_serializer
from rest_framework import exceptions, serializers
from rest_framework.decorators import api_view
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import exception_handler

from .refusals import Refused, Unseen

PROBLEM = "application/problem+json"


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 200


def endpoint(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """A function that answers these methods for whoever is signed in or sends a token; HEAD wherever GET."""
    return api_view([*methods, "HEAD"] if "GET" in methods else list(methods))


def answer_pages(
    request: Request,
    things: QuerySet[Any],
    serializer: type[ModelSerializer[Any]],
    *,
    prepare: Callable[[list[Any]], None] = lambda page: None,
) -> Response:
    """One page of `things`, with links to the next and the one before; `prepare` sees its rows first."""
    pages = Pages()
    page = pages.paginate_queryset(things, request) or []
    prepare(page)
    return pages.get_paginated_response(serializer(page, many=True).data)


def page_of(serializer: type[ModelSerializer[Any]]) -> Any:
    """The same for the description of the API."""
    name = serializer.__name__.removesuffix("Serializer")
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": serializer(many=True),
        },
    )


class Conflict(exceptions.APIException):
    """Somebody else saved first; `facts` hold what stands now."""

    status_code = HTTPStatus.CONFLICT

    def __init__(self, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.facts = facts


def problem_facts(status: int, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "detail": detail}


def problem(status: int, detail: str, **more: Any) -> Response:
    return Response({**problem_facts(status, detail), **more}, status=status, content_type=PROBLEM)


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into a problem; unknown errors go on to the 500 page."""
    if isinstance(error, Unseen):
        context["request"]._request.unseen = True
    if isinstance(error, exceptions.ValidationError):
        answer = problem(HTTPStatus.UNPROCESSABLE_ENTITY, "Some values cannot be taken.", errors=error.detail)
    elif isinstance(error, Refused):
        answer = problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.sentence, errors={error.field: [error.sentence]})
    elif isinstance(error, RequestDataTooBig):
        sentence = "This is more than one request may hold. Send less at once."
        answer = problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    elif isinstance(error, Conflict):
        answer = problem(error.status_code, str(error.detail), **error.facts)
    else:
        drf_answer = exception_handler(error, context)
        if drf_answer is None:
            return None
        detail = drf_answer.data.get("detail", "") if isinstance(drf_answer.data, dict) else ""
        answer = problem(drf_answer.status_code, str(detail))
        for header in ("WWW-Authenticate", "Retry-After", "Allow"):
            if header in drf_answer.headers:
                answer[header] = drf_answer[header]
    return answer
