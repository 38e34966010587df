"""Requests and copies, for the tests of each act."""

from django.utils import timezone

from cases.models import Case, Film, Participant, SubjectExport, SubjectRequest
from cases.operations.begin_export import begin_export
from cases.operations.build_export import build_export
from cases.operations.file_subject_request import file_subject_request
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import Bundle, BundlePart, Recording
from tests.cast import Cast, the

PERSON, PARTNER = Participant.Role.PERSON, Participant.Role.PARTNER
ACCESS, RESTRICTION = SubjectRequest.Kind.ACCESS, SubjectRequest.Kind.RESTRICTION


def ask(
    case: Case, cast: Cast, *, kind: SubjectRequest.Kind = ACCESS, whose: Participant | None = None
) -> SubjectRequest:
    return file_subject_request(
        participant=whose or the(case, PARTNER),
        kind=kind,
        asked_on=timezone.localdate(),
        asked_by_described="mother",
        by=cast.dana,
    )


def ready(film: Film, *, frames: int = 250) -> Film:
    """As if it had been made ready: ten seconds."""
    recording = film.recording
    recording.state, recording.frames = Recording.State.READY, frames
    recording.frame_rate_numerator, recording.frame_rate_denominator = 25, 1
    recording.save()
    return film


def appears(film: Film, somebody: Participant, *spans: tuple[int, int]) -> None:
    """In these frames and in no others."""
    film.appearances.filter(participant=somebody).delete()
    for start, end in spans:
        film.appearances.create(participant=somebody, start_frame=start, end_frame=end)


def a_copy(request: SubjectRequest, cast: Cast) -> SubjectExport:
    """Built as a worker would, of rows: with no film in it."""
    export = begin_export(request=request, by=cast.dana)
    build_export(export.bundle.jobs.get().pk)
    export.refresh_from_db()
    export.bundle.refresh_from_db()
    return export


def filled_by_hand(request: SubjectRequest, cast: Cast, films: list[dict[str, object]]) -> SubjectExport:
    """A copy that says of itself that these films are in it."""
    export = begin_export(request=request, by=cast.dana)
    bundle = export.bundle
    name = vault.put(b"bytes", key=unwrap(bundle.key_ring, bytes(bundle.wrapped_key)))
    BundlePart.objects.create(bundle=bundle, start=0, size=5, object_name=name)
    bundle.jobs.all().delete()
    bundle.state, bundle.size, bundle.ready_at = Bundle.State.READY, 5, timezone.now()
    bundle.save()
    export.films = films
    export.save()
    return export


def zip_of(bundle: Bundle) -> bytes:
    key = unwrap(bundle.key_ring, bytes(bundle.wrapped_key))
    return b"".join(vault.get(part.object_name, key=key, size=part.size) for part in bundle.parts.all())
