"""Films that have been uploaded, and looking at what was made of them."""

from pathlib import Path
from uuid import uuid4

from media_pipeline import vault
from media_pipeline.fragments import StoredFragments
from media_pipeline.keys import unwrap
from media_pipeline.models import Cut, Job, Recording
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice

SLICE = 1024**2


def upload_film(path: Path) -> Recording:
    """A recording whose last byte has just arrived, with its job waiting."""
    film = path.read_bytes()
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=len(film), largest=2**40, quota=2**40)
    for offset in range(0, len(film), SLICE):
        receive_slice(recording_id=recording.pk, offset=offset, plain=film[offset : offset + SLICE])
    recording.refresh_from_db()
    return recording


def a_recording(state: Recording.State = Recording.State.PROCESSING) -> Recording:
    """Without a film: for what only looks at rows."""
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    recording.state = state
    recording.save(update_fields=["state"])
    return recording


def processing_job(recording: Recording) -> Job:
    """The newest one."""
    return recording.jobs.filter(kind=Job.Kind.PROCESS_RECORDING).latest("created_at")


def rendition_bytes(recording: Recording, name: str) -> bytes:
    """Init segment and all fragments, as a player would have joined them."""
    rendition = recording.renditions.get(name=name)
    key = unwrap(recording.key_ring, recording.wrapped_key)
    init = vault.get(rendition.init_object, key=key, size=rendition.init_size)
    return init + b"".join(StoredFragments(rendition.segments.all(), key=key))


def cut_bytes(cut: Cut) -> bytes:
    key = unwrap(cut.recording.key_ring, cut.wrapped_key)
    return b"".join(vault.get(part.object_name, key=key, size=part.size) for part in cut.parts.all())


def stored_objects(films: Path) -> set[str]:
    """The names of everything in the vault."""
    return {str(path.relative_to(films)) for path in films.rglob("*") if path.is_file()}
