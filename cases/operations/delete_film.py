from cases.models import Film, Tombstone
from vig.accounts.models import User

from .destroy_film import destroy_film


def delete_film(*, film: Film, by: User) -> Tombstone:
    """The practitioner wants it gone: the film and every clip of it are destroyed for good. Raises FilmIsHeld."""
    return destroy_film(film=film, by=by, why=Tombstone.Why.DELETED)
