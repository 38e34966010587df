from datetime import timedelta

from django.utils import timezone

from cases.models import Clip
from vig.accounts.models import User
from vig.audit.models import Event
from vig.audit.operations import record_event

NAME = "cases.clip_downloaded"
ONE_DOWNLOAD = timedelta(hours=1)
"""A part that is asked for so soon after another belongs to the same download: it goes on where the line broke."""


def download_clip(*, clip: Clip, by: User, a_part: bool = False) -> None:
    """One event a download, however many parts it comes in."""
    if a_part:
        before = Event.objects.filter(name=NAME, actor=by, subject_id=str(clip.pk))
        if before.filter(at__gt=timezone.now() - ONE_DOWNLOAD).exists():
            return
    record_event(NAME, actor=by, subject=clip, film=str(clip.film_id))
