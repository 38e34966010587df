from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.models import Principle
from cases.operations.change_clip import ClipChangedMeanwhile, change_clip
from cases.operations.destroy_film import FilmIsHeld
from cases.operations.mark_moment import mark_moment
from cases.operations.principles import framework_in_use
from cases.operations.remove_clip import remove_clip
from vig.accounts.request import SignedInApiRequest
from vig.api import Conflict, answer_pages, endpoint, page_of

from .inputs import ChangeClipInput, MarkMomentInput
from .representations import ClipSerializer, PrincipleSerializer


@extend_schema(methods=["GET"], operation_id="clips", responses=page_of(ClipSerializer))
@extend_schema(methods=["POST"], operation_id="mark_moment", request=MarkMomentInput, responses={201: ClipSerializer})
@endpoint("GET", "POST")
def clips(request: SignedInApiRequest, film_id: UUID) -> Response:
    if request.method == "POST":
        film = access.film_to_mark(request.user, film_id)
        said = MarkMomentInput(data=request.data)
        said.is_valid(raise_exception=True)
        clip = mark_moment(film=film, by=request.user, **said.validated_data)
        return Response(ClipSerializer(access.clip_to_see(request.user, clip.pk)).data, status=HTTPStatus.CREATED)
    seen = access.film_to_see(request.user, film_id).clips.with_details()
    return answer_pages(request, seen, ClipSerializer)


@extend_schema(methods=["GET"], operation_id="clip", responses=ClipSerializer)
@extend_schema(methods=["PATCH"], operation_id="change_clip", request=ChangeClipInput, responses=ClipSerializer)
@extend_schema(methods=["DELETE"], operation_id="remove_clip", responses={204: None})
@endpoint("GET", "PATCH", "DELETE")
def clip(request: SignedInApiRequest, clip_id: UUID) -> Response:
    if request.method == "PATCH":
        return changed_clip(request, clip_id)
    if request.method == "DELETE":
        return removed_clip(request, clip_id)
    return Response(ClipSerializer(access.clip_to_see(request.user, clip_id)).data)


def removed_clip(request: SignedInApiRequest, clip_id: UUID) -> Response:
    try:
        remove_clip(clip=access.clip_to_change(request.user, clip_id), by=request.user)
    except FilmIsHeld as refusal:
        raise PermissionDenied(refusal.sentence) from None
    return Response(status=HTTPStatus.NO_CONTENT)


def changed_clip(request: SignedInApiRequest, clip_id: UUID) -> Response:
    clip = access.clip_to_change(request.user, clip_id)
    said = ChangeClipInput(data=request.data, partial=True)
    said.is_valid(raise_exception=True)
    try:
        change_clip(clip=clip, by=request.user, **said.validated_data)
    except ClipChangedMeanwhile:
        current = ClipSerializer(access.clip_to_see(request.user, clip_id)).data
        sentence = "Somebody saved this clip in the meantime. Nothing was overwritten: compare, then save again."
        raise Conflict(sentence, current=current) from None
    return Response(ClipSerializer(access.clip_to_see(request.user, clip_id)).data)


@extend_schema(operation_id="principles", responses=PrincipleSerializer(many=True))
@endpoint("GET")
def principles(request: SignedInApiRequest) -> Response:
    """The framework in use, from the ground up; a handful of rows, so never in pages."""
    found = Principle.objects.filter(framework=framework_in_use()).prefetch_related("behaviours")
    return Response(PrincipleSerializer(found, many=True).data)
