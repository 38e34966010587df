from dataclasses import dataclass

from media_pipeline.models import Job, Recording

from .models import Film


@dataclass(frozen=True)
class Progress:
    """How far a film is on its way from a phone to the review room, for people and for the API."""

    state: str
    stage: str
    fraction: float
    playable: bool
    failure_code: str = ""
    failure_message: str = ""

    @property
    def percent(self) -> int:
        return int(self.fraction * 100)

    @property
    def settled(self) -> bool:
        return self.state in {Recording.State.READY, Recording.State.FAILED, Recording.State.DESTROYED}


def progress_of(film: Film) -> Progress:
    recording = film.recording
    job = processing_job_of(recording)
    return Progress(
        state=recording.state,
        stage=stage_of(recording, job),
        fraction=fraction_of(recording, job),
        playable=recording.playable_at is not None and recording.state != Recording.State.DESTROYED,
        failure_code=recording.failure_code,
        failure_message=recording.failure_message,
    )


def processing_job_of(recording: Recording) -> Job | None:
    """The newest, where it has something to say: a film that is ready costs no query, also in a long list."""
    if recording.state not in {Recording.State.PROCESSING, Recording.State.FAILED}:
        return None
    return recording.jobs.filter(kind=Job.Kind.PROCESS_RECORDING).order_by("-created_at").first()


def stage_of(recording: Recording, job: Job | None) -> str:
    if recording.state == Recording.State.PROCESSING and job is not None:
        return job.stage or "Waiting for its turn"
    return recording.get_state_display()


def fraction_of(recording: Recording, job: Job | None) -> float:
    """Of the upload while uploading, of the processing after."""
    if recording.state == Recording.State.READY:
        return 1.0
    if recording.state == Recording.State.UPLOADING and recording.length:
        return recording.offset / recording.length
    return job.progress / 1000 if job else 0.0
