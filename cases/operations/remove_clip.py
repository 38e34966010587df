from django.db import transaction

from cases.models import Clip
from media_pipeline.operations.destroy import destroy_cut
from vig.accounts.models import User
from vig.audit.operations import record_event

from .destroy_film import require_not_held


@transaction.atomic
def remove_clip(*, clip: Clip, by: User) -> None:
    """Raises FilmIsHeld."""
    require_not_held(clip.film)
    record_event("cases.clip_removed", actor=by, subject=clip, film=str(clip.film_id))
    cut = clip.cut
    clip.delete()
    if cut is not None:
        destroy_cut(cut, why="deleted", by=by)
