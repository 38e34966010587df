"""Where a moment may lie: whole frames, inside its film."""

from cases.models import Film
from vig.refusals import Refused


class MomentOutsideFilm(Refused):
    def __init__(self, field: str, frames: int) -> None:
        super().__init__(field, f"The film has {frames} frames, so a moment lies between 0 and {frames}.")


class MomentWithoutFrames(Refused):
    def __init__(self) -> None:
        super().__init__("end_frame", "The end must come after the start: a moment has at least one frame.")


class FilmNotReadYet(Refused):
    def __init__(self) -> None:
        super().__init__("film", "The film is not here yet. Mark the moment as soon as it plays.")


def require_moment_in_film(*, film: Film, start_frame: int, end_frame: int) -> None:
    frames = film.recording.frames
    if frames is None:
        raise FilmNotReadYet
    if not 0 <= start_frame < frames:
        raise MomentOutsideFilm("start_frame", frames)
    if end_frame <= start_frame:
        raise MomentWithoutFrames
    if end_frame > frames:
        raise MomentOutsideFilm("end_frame", frames)
