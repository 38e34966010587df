"""A clip that was shared: the file of exactly its frames, under a key of its own, and not a byte of the rest."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponseBase

from cases import access
from media_pipeline.delivery import answer_parts
from media_pipeline.keys import unwrap
from vig.accounts.request import SignedInApiRequest

from .http import FRAGMENT, media_view
from .sent import outbox


@media_view
def shared_clip_file(request: SignedInApiRequest, share_id: UUID) -> HttpResponseBase:
    clip = access.clip_of_share_to_watch(request.user, share_id)
    cut = access.found(clip.cut if clip.cut and clip.cut.state == clip.cut.State.READY else None)
    answer = answer_parts(
        request._request,
        parts=list(cut.parts.values_list("object_name", "start", "size")),
        total=cut.size or 0,
        key=unwrap(clip.film.recording.key_ring, bytes(cut.wrapped_key)),
        content_type=FRAGMENT,
    )
    if request.method == "GET" and answer.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        span = (clip.start_frame, clip.end_frame)
        outbox.note(viewer=request.user.pk, film=clip.film_id, clip=clip.pk, span=span)
    return answer
