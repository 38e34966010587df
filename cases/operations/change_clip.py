from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F

from cases.models import Clip
from media_pipeline.operations.cut import ask_for_cut
from media_pipeline.operations.destroy import destroy_cut
from vig.accounts.models import User
from vig.audit.operations import record_event

from .destroy_film import require_not_held
from .moments import require_moment_in_film
from .principles import tag_clip


class ClipChanges(TypedDict, total=False):
    start_frame: int
    end_frame: int
    title: str
    note: str
    principles: Sequence[str]


class ClipChangedMeanwhile(Exception):
    """Somebody saved another version; nothing was overwritten."""


@transaction.atomic
def change_clip(*, clip: Clip, by: User, version: int | None = None, **changes: Unpack[ClipChanges]) -> Clip:
    """Save changes on top of `version` (None: whatever stands). A new range gets a new cut.

    Raises FilmIsHeld if its range changes while the film is held, and ClipChangedMeanwhile if the clip has moved on
    from `version`.
    """
    principles = changes.pop("principles", None)
    hold_as_it_stands(clip)
    before = (clip.start_frame, clip.end_frame)
    after = (changes.get("start_frame", clip.start_frame), changes.get("end_frame", clip.end_frame))
    if after != before:
        require_moment_in_film(film=clip.film, start_frame=after[0], end_frame=after[1])
        require_not_held(clip.film)
    same_version = {} if version is None else {"version": version}
    if not Clip.objects.filter(pk=clip.pk, **same_version).update(**changes, version=F("version") + 1):
        raise ClipChangedMeanwhile
    clip.refresh_from_db()
    if after != before:
        cut_again(clip, by=by)
    if principles is not None:
        tag_clip(clip=clip, codes=principles)
    record_event("cases.clip_changed", actor=by, subject=clip, version=clip.version)
    return clip


def hold_as_it_stands(clip: Clip) -> None:
    """Somebody may have moved an edge since it was read: the new range is judged beside what is saved now."""
    try:
        clip.refresh_from_db(from_queryset=Clip.objects.select_for_update())
    except Clip.DoesNotExist:
        raise ClipChangedMeanwhile from None


def cut_again(clip: Clip, *, by: User) -> None:
    old = clip.cut
    clip.cut = ask_for_cut(recording=clip.film.recording, start_frame=clip.start_frame, end_frame=clip.end_frame)
    clip.cut_gone_at = None
    clip.save(update_fields=["cut", "cut_gone_at"])
    if old is not None:
        destroy_cut(old, why="replaced", by=by)
