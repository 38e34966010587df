"""Films, by what one wants to do with them."""

from uuid import UUID

from cases import policies
from cases.models import Case, Cycle, Film
from media_pipeline.models import Segment
from media_pipeline.playlists import frames_of
from vig.accounts.models import User
from vig.refusals import Unseen

from .finding import found, require


def film_of_cycle(cycle: Cycle, film_id: str) -> Film | None:
    """The one that a page was opened from, where it was opened from one."""
    return next((film for film in cycle.films.all() if str(film.pk) == film_id), None)


def film_of_case(case: Case, film_id: str) -> Film | None:
    return next((film for film in Film.objects.filter(cycle__case=case) if str(film.pk) == film_id), None)


def film_to_see(user: User, film_id: UUID) -> Film:
    """As those who work on its case see it; whether its pictures may be watched is in `may_be_watched`."""
    film = found(Film.objects.worked_on_by(user).with_case().filter(pk=film_id).first())
    policies.say_what_may_be_watched(user, [film])
    return film


def film_to_watch(user: User, film_id: UUID) -> Film:
    """All of it, by whoever works on its case or was given it."""
    film = _film(film_id)
    _require_to_watch(user, film)
    return film


def segment_to_watch(user: User, film_id: UUID, rendition: str, number: int) -> tuple[Film, Segment]:
    """A second of a film: where consent does not reach all of the film, it may still reach these frames."""
    film = _film(film_id)
    segments = Segment.objects.filter(rendition__recording=film.recording_id, rendition__name=rendition, number=number)
    segment = segments.select_related("rendition").first()
    _require_to_watch(user, film, frames=frames_of(segment, film.recording) if segment else None)
    return film, found(segment)


def film_to_know_of(user: User, film_id: UUID) -> Film:
    film = _film(film_id)
    return found(film if policies.can_view(user, film) else None)


def _film(film_id: UUID) -> Film:
    return found(Film.objects.with_case().filter(pk=film_id).first())


def _require_to_watch(user: User, film: Film, *, frames: tuple[int, int] | None = None) -> None:
    """Asked for every second of film, so by the decision about one: `visible_to` costs much more for the same."""
    decision = policies.can_watch(user, film, frames=frames)
    if not decision and not policies.can_view(user, film):
        raise Unseen
    require(decision)


def film_to_change(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_to_correct(user: User, film_id: UUID) -> Film:
    """What is written of it, also in a closed case: a mistake is put right whenever it is found."""
    film = film_to_see(user, film_id)
    require(policies.can_read_consents(user, film.cycle.case))
    return film


def film_of_recording_to_change(user: User, recording_id: UUID) -> Film:
    film = found(Film.objects.worked_on_by(user).with_case().filter(recording=recording_id).first())
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_of_recording_to_upload(user: User, recording_id: UUID) -> Film:
    return _to_upload(user, film_of_recording_to_change(user, recording_id))


def film_to_upload(user: User, film_id: UUID) -> Film:
    return _to_upload(user, film_to_see(user, film_id))


def _to_upload(user: User, film: Film) -> Film:
    """Who took a consent back while the film was on its way is not kept waiting until it has arrived."""
    require(policies.can_work_on(user, film.cycle.case))
    require(policies.can_be_used(film))
    return film


def film_to_mark(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_mark_moment(user, film))
    return film


def film_to_delete(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_delete_film(user, film))
    return film


def film_to_keep_longer(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_keep_longer(user, film))
    return film


def film_to_share(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_share_film(user, film))
    return film
