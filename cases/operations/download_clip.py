from cases.models import Clip
from vig.accounts.models import User
from vig.audit.operations import record_event


def download_clip(*, clip: Clip, by: User) -> None:
    record_event("cases.clip_downloaded", actor=by, subject=clip, film=str(clip.film_id))
