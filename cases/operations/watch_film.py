from cases.models import Clip, Film
from vig.accounts.models import User
from vig.audit.operations import record_event


def watch_film(*, film: Film, by: User, clip: Clip | None = None) -> None:
    """Somebody opens a film or a clip to watch it: one event a viewing."""
    if clip is None:
        record_event("cases.film_watched", actor=by, subject=film)
    else:
        record_event("cases.clip_watched", actor=by, subject=clip, film=str(film.pk))
