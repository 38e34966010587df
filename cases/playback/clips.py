from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify

from cases import access
from cases.models import Clip
from cases.operations.download_clip import download_clip as download_clip_operation
from cases.operations.watch_film import watch_film
from media_pipeline import playlists
from media_pipeline.delivery import answer_parts
from media_pipeline.keys import unwrap
from vig.accounts.request import SignedInApiRequest

from .films import rendition_of, segment_urls
from .http import FRAGMENT, answer_playlist, media_view


@media_view
def clip_playlist(request: SignedInApiRequest, clip_id: UUID) -> HttpResponseBase:
    """For somebody who may see the whole film: its own segments, so that a clip plays the moment it is marked."""
    clip = access.clip_to_watch(request.user, clip_id)
    if request.method == "GET":
        watch_film(film=clip.film, by=request.user, clip=clip)
    return answer_playlist(
        playlists.film_master_playlist(
            clip.film.recording, rendition_url=lambda name: reverse("clip_rendition_playlist", args=[clip_id, name])
        )
    )


@media_view
def clip_rendition_playlist(request: SignedInApiRequest, clip_id: UUID, name: str) -> HttpResponseBase:
    clip = access.clip_to_watch(request.user, clip_id)
    rendition = rendition_of(clip.film, name)
    return answer_playlist(
        playlists.clip_media_playlist(
            rendition,
            start_frame=clip.start_frame,
            end_frame=clip.end_frame,
            **segment_urls(clip.film_id, name, clip_id=clip.pk),
        )
    )


@media_view
def download_clip(request: SignedInApiRequest, clip_id: UUID) -> HttpResponseBase:
    clip = access.clip_to_download(request.user, clip_id)
    cut = access.made(clip.cut if clip.cut and clip.cut.state == clip.cut.State.READY else None)
    if request.method == "GET":
        download_clip_operation(clip=clip, by=request.user, a_part="Range" in request.headers)
    return answer_parts(
        request._request,
        parts=list(cut.parts.values_list("object_name", "start", "size")),
        total=cut.size or 0,
        key=unwrap(clip.film.recording.key_ring, bytes(cut.wrapped_key)),
        content_type=FRAGMENT,
        filename=file_name_of(clip),
    )


def file_name_of(clip: Clip) -> str:
    """Says which moment it is without anybody's words but the pseudonym's and the number."""
    return f"{slugify(clip.film.cycle.case.pseudonym)}-clip-{clip.number}.mp4"
