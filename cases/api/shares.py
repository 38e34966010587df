"""Shares of a clip or a film, for who works on its case. Who was given one plays it on the pages."""

from http import HTTPStatus
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.models import Share
from cases.operations.end_share import end_share
from cases.operations.share_clip import share_clip
from cases.operations.share_film import share_film
from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of

from .inputs import ShareInput
from .representations import ShareSerializer

SHARES = page_of(ShareSerializer)


@extend_schema(methods=["GET"], operation_id="shares_of_clip", responses=SHARES)
@extend_schema(methods=["POST"], operation_id="share_clip", request=ShareInput, responses={201: ShareSerializer})
@endpoint("GET", "POST")
def shares_of_clip(request: SignedInApiRequest, clip_id: UUID) -> Response:
    if request.method == "POST":
        clip = access.clip_to_share(request.user, clip_id)
        return _made(share_clip(clip=clip, by=request.user, **ShareInput.read(request.data)))
    clip = access.clip_to_see(request.user, clip_id)
    access.case_to_work_on(request.user, clip.film.cycle.case_id)
    return answer_pages(request, clip.shares.all(), ShareSerializer)


@extend_schema(methods=["GET"], operation_id="shares_of_film", responses=SHARES)
@extend_schema(methods=["POST"], operation_id="share_film", request=ShareInput, responses={201: ShareSerializer})
@endpoint("GET", "POST")
def shares_of_film(request: SignedInApiRequest, film_id: UUID) -> Response:
    if request.method == "POST":
        film = access.film_to_share(request.user, film_id)
        return _made(share_film(film=film, by=request.user, **ShareInput.read(request.data)))
    film = access.film_to_see(request.user, film_id)
    access.case_to_work_on(request.user, film.cycle.case_id)
    return answer_pages(request, film.shares.all(), ShareSerializer)


@extend_schema(methods=["DELETE"], operation_id="end_share", responses={204: None})
@endpoint("DELETE")
def share(request: SignedInApiRequest, share_id: UUID) -> Response:
    """Take it back; harmless when repeated."""
    end_share(share=access.share_to_end(request.user, share_id), by=request.user)
    return Response(status=HTTPStatus.NO_CONTENT)


def _made(share: Share) -> Response:
    return Response(ShareSerializer(share).data, status=HTTPStatus.CREATED)
