from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from vig.refusals import Unseen

from .operations import Thing, record_event


class RefusalMiddleware:
    """Each request that somebody who is signed in was refused is one event: 403, and 404 for what they may not know of.

    The event names the URL by its name and the ids in it. Whose things they are is not said, so that asking for the id
    of another service's film tells neither service anything; it belongs to the services of whoever asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN or getattr(request, "unseen", False):
            self.record(request, response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Unseen):
            request.unseen = True  # type: ignore[attr-defined]

    def record(self, request: HttpRequest, status: int) -> None:
        if not request.user.is_authenticated:
            return
        match = request.resolver_match
        ids = ids_in(match.kwargs) if match else {}
        url = match.view_name if match else "none"
        kind, thing_id = next(((kind, ids[kind]) for kind in reversed(ids)), ("url", url))
        record_event(
            "audit.request_refused",
            actor=request.user,
            subject=Thing(kind.removesuffix("_id"), thing_id),
            url=url,
            method=request.method,
            status=status,
            ids=ids,
        )


def ids_in(arguments: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in arguments.items() if isinstance(value, UUID)}
