from collections.abc import Callable
from http import HTTPStatus
from typing import TypedDict
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse

from cases import access
from cases.models import Film
from cases.operations.watch_film import watch_film
from media_pipeline.delivery import answer_object
from media_pipeline.keys import KeyDestroyed, RingDestroyed, unwrap
from media_pipeline.models import Rendition
from media_pipeline.playlists import film_master_playlist, film_media_playlist, frames_of
from media_pipeline.sealing import SealBroken
from vig.accounts.request import SignedInApiRequest

from .http import BYTES, FRAGMENT, JPEG, answer_playlist, media_view
from .sent import outbox


@media_view
def film_playlist(request: SignedInApiRequest, film_id: UUID) -> HttpResponseBase:
    film = access.film_to_watch(request.user, film_id)
    if request.method == "GET":
        watch_film(film=film, by=request.user)
    return answer_playlist(
        film_master_playlist(
            film.recording, rendition_url=lambda name: reverse("film_rendition_playlist", args=[film_id, name])
        )
    )


@media_view
def film_rendition_playlist(request: SignedInApiRequest, film_id: UUID, name: str) -> HttpResponseBase:
    rendition = rendition_of(access.film_to_watch(request.user, film_id), name)
    return answer_playlist(film_media_playlist(rendition, **segment_urls(film_id, name)))


@media_view
def film_rendition_init(request: SignedInApiRequest, film_id: UUID, name: str) -> HttpResponseBase:
    film = access.film_to_know_of(request.user, film_id)  # it holds no picture, and clips need it too
    rendition = rendition_of(film, name)
    return answer_sealed(request, film, rendition.init_object, rendition.init_size, FRAGMENT)


@media_view
def film_segment(request: SignedInApiRequest, film_id: UUID, name: str, number: int) -> HttpResponseBase:
    film, segment = access.segment_to_watch(request.user, film_id, name, number)
    answer = answer_sealed(request, film, segment.object_name, segment.size, FRAGMENT)
    if request.method == "GET" and answer.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        clip_id = parse_id(request.query_params.get("clip", ""))
        outbox.note(viewer=request.user.pk, film=film.pk, clip=clip_id, span=frames_of(segment, film.recording))
    return answer


@media_view
def film_poster(request: SignedInApiRequest, film_id: UUID) -> HttpResponseBase:
    film = access.film_to_watch(request.user, film_id)
    return answer_sealed(request, film, film.recording.poster_object, film.recording.poster_size, JPEG)


@media_view
def film_scrub_sheet(request: SignedInApiRequest, film_id: UUID) -> HttpResponseBase:
    film = access.film_to_watch(request.user, film_id)
    return answer_sealed(request, film, film.recording.scrub_object, film.recording.scrub_size, JPEG)


@media_view
def film_peaks(request: SignedInApiRequest, film_id: UUID) -> HttpResponseBase:
    film = access.film_to_watch(request.user, film_id)
    return answer_sealed(request, film, film.recording.peaks_object, film.recording.peaks_size, BYTES)


def rendition_of(film: Film, name: str) -> Rendition:
    return access.made(Rendition.objects.filter(recording=film.recording_id, name=name).first())


def parse_id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


class SegmentUrls(TypedDict):
    init_url: str
    segment_url: Callable[[int], str]


def segment_urls(film_id: UUID, name: str, *, clip_id: UUID | None = None) -> SegmentUrls:
    """One `reverse` for the whole playlist: a film of an hour has thousands of segments.

    With a clip they say that they were asked for as part of it.
    """
    init_url = reverse("film_rendition_init", args=[film_id, name])
    folder = init_url.removesuffix("init.mp4")
    of_clip = f"?clip={clip_id}" if clip_id else ""
    return {"init_url": init_url, "segment_url": lambda number: f"{folder}{number}.m4s{of_clip}"}


def answer_sealed(request: SignedInApiRequest, film: Film, name: str, size: int, content_type: str) -> HttpResponseBase:
    """An object of the film's recording, unsealed; 404 while it is not made yet, and once its key is gone."""
    access.made(name or None)
    recording = film.recording

    def answer() -> HttpResponseBase:
        key = unwrap(recording.key_ring, bytes(recording.wrapped_key))
        return answer_object(request._request, name=name, key=key, size=size, content_type=content_type)

    try:
        return answer()
    except SealBroken:  # the film may have been put under a new data key between its row and the object's
        recording.refresh_from_db(fields=["wrapped_key"])
        return answer()
    except (KeyDestroyed, RingDestroyed):
        return access.found(None)
