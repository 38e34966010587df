"""What every view of the protocol does before and after its own work."""

from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from . import answers
from .body import Body
from .headers import VERSION, ProtocolError, check_version, holds_bytes


class TusView(APIView):
    """Checks what holds for every request, and answers refusals as the protocol wants them.

    Nothing here or in a view that extends it may touch `request.data`, `.POST` or `.body`: they would read the film
    into memory, or as a form into a plain temporary file.
    """

    body: Body

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.body = Body(request.META)
        if request.method != "OPTIONS":
            check_version(request.headers)
        if self.body.left != 0 and not holds_bytes(request.headers):
            raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only the bytes of a film are taken here.")
        super().initial(request, *args, **kwargs)

    def options(self, *args: Any, **kwargs: Any) -> Response:
        return answers.abilities()

    def handle_exception(self, error: Exception) -> Response:
        answer = answers.refusal(error) or super().handle_exception(error)
        self.body.drain()
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response["Tus-Resumable"] = VERSION
        return super().finalize_response(request, response, *args, **kwargs)
