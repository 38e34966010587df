"""The two addresses of a film's upload, which speak tus 1.0: who may, and to which film the bytes belong."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.operations import uploads as operations
from media_pipeline.models import Recording
from media_pipeline.tus import answers, headers
from media_pipeline.tus.receive import check_there, receive
from media_pipeline.tus.view import TusView
from vig.accounts.request import SignedInApiRequest

BODY = {headers.BYTES: OpenApiTypes.BINARY}


class BeginUpload(TusView):
    """tus creation: say with `Upload-Length` how long the film is, and find at `Location` where to send it."""

    @extend_schema(operation_id="begin_upload", request=BODY, responses={201: None})
    def post(self, request: SignedInApiRequest, film_id: UUID) -> Response:
        film = access.film_to_upload(request.user, film_id)
        recording = operations.begin_upload(
            film=film,
            by=request.user,
            length=headers.upload_length(request.headers),
            largest=settings.VIG_LARGEST_FILM_BYTES,
        )
        checksum = headers.upload_checksum(request.headers)
        offset = receive(self.body, recording=recording, offset=0, checksum=checksum)
        return answers.created(recording, url=reverse("api:upload", args=[recording.pk]), offset=offset)


class Upload(TusView):
    """An upload under way: HEAD says where it stands, PATCH goes on, DELETE forgets what arrived."""

    def head(self, request: SignedInApiRequest, recording_id: UUID) -> Response:
        recording = _recording(request, recording_id)
        check_there(recording)
        return answers.standing(recording)

    @extend_schema(operation_id="upload_slice", request=BODY, responses={204: None})
    def patch(self, request: SignedInApiRequest, recording_id: UUID) -> Response:
        recording = _recording(request, recording_id)
        headers.check_holds_bytes(request.headers)
        offset = headers.upload_offset(request.headers)
        checksum = headers.upload_checksum(request.headers)
        check_there(recording)
        offset = receive(self.body, recording=recording, offset=offset, checksum=checksum)
        recording.refresh_from_db(fields=["upload_expires_at"])
        return answers.received(recording, offset=offset)

    @extend_schema(operation_id="end_upload", responses={204: None})
    def delete(self, request: SignedInApiRequest, recording_id: UUID) -> Response:
        film = access.film_of_recording_to_change(request.user, recording_id)
        check_there(film.recording)
        if not operations.end_upload(film=film, by=request.user):
            raise headers.ProtocolError(HTTPStatus.CONFLICT, "This film has arrived. Delete the film itself instead.")
        return answers.ended()


def _recording(request: SignedInApiRequest, recording_id: UUID) -> Recording:
    return access.film_of_recording_to_upload(request.user, recording_id).recording


begin_upload = BeginUpload.as_view()
upload = Upload.as_view()
