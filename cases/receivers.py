from typing import Any

from django.dispatch import receiver

from media_pipeline.models import Recording
from media_pipeline.signals import upload_finished
from vig.audit.operations import record_event


@receiver(upload_finished)
def record_arrival(sender: type, *, recording: Recording, **facts: Any) -> None:
    """By nobody: who began the upload is in an event of its own."""
    film = getattr(recording, "film", None)
    if film is not None:
        record_event("cases.film_arrived", actor=None, subject=film, bytes=recording.length)
