from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.models import Appearance, Film, Participant, Share
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .closing import end_shares_out_of_reach
from .destroy_export import end_exports_out_of_reach


class NobodyInFilm(Refused):
    def __init__(self) -> None:
        super().__init__("in_shot", "Somebody is in every film: say who.")


class SpanOutsideFilm(Refused):
    def __init__(self) -> None:
        super().__init__("in_shot", "A span has at least one frame and lies inside the film.")


@dataclass(frozen=True)
class InShot:
    """Somebody in a film: all through it, or in the frames [start, end)."""

    participant: Participant
    identifiable: bool = True
    frames: tuple[int, int] | None = None


@transaction.atomic
def say_who_is_in_film(*, film: Film, by: User, in_shot: Sequence[InShot]) -> None:
    """From now on these people's consents decide about the film; what they no longer carry stops being shared."""
    if not in_shot:
        raise NobodyInFilm
    for one in in_shot:
        if one.frames is not None and not 0 <= one.frames[0] < one.frames[1] <= (film.recording.frames or 0):
            raise SpanOutsideFilm
    film.appearances.all().delete()
    Appearance.objects.bulk_create(
        Appearance(
            film=film,
            participant=one.participant,
            identifiable=one.identifiable,
            start_frame=one.frames[0] if one.frames else None,
            end_frame=one.frames[1] if one.frames else None,
        )
        for one in in_shot
    )
    case = film.cycle.case
    told, untold = (
        sorted({str(one.participant.pk) for one in in_shot if one.identifiable is can}) for can in (True, False)
    )
    record_event(
        "cases.people_in_film_said", actor=by, subject=film, case=str(case.pk), people=len(in_shot),
        identifiable=told, not_identifiable=untold,
    )  # fmt: skip
    end_shares_out_of_reach(case=case, why=Share.Ended.WITHDRAWN, now=timezone.now())
    end_exports_out_of_reach(case=case)
