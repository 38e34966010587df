from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from cases.models import Clip, Film
from media_pipeline.operations.cut import ask_for_cut
from vig.accounts.models import User
from vig.audit.operations import record_event

from .moments import require_moment_in_film
from .principles import tag_clip


@transaction.atomic
def mark_moment(
    *,
    film: Film,
    by: User,
    start_frame: int,
    end_frame: int,
    title: str = "",
    note: str = "",
    principles: Sequence[str] = (),
) -> Clip:
    """Keep the frames [start_frame, end_frame) as a clip; it plays at once, its file is cut by a worker."""
    require_moment_in_film(film=film, start_frame=start_frame, end_frame=end_frame)
    Film.objects.filter(pk=film.pk).update(moments_marked=F("moments_marked") + 1)
    film.refresh_from_db(fields=["moments_marked"])
    clip = Clip.objects.create(
        film=film,
        number=film.moments_marked,
        start_frame=start_frame,
        end_frame=end_frame,
        title=title,
        note=note,
        marked_by=by,
        cut=ask_for_cut(recording=film.recording, start_frame=start_frame, end_frame=end_frame),
    )
    if principles:
        tag_clip(clip=clip, codes=principles)
    record_event(
        "cases.moment_marked", actor=by, subject=clip, film=str(film.pk), start_frame=start_frame, end_frame=end_frame
    )
    return clip
