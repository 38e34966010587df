"""What was shared, for whom it was shared with and for who shared it."""

from uuid import UUID

from cases import policies
from cases.models import Clip, Film, Share
from vig.accounts.models import User

from .finding import found, require


def share_to_end(user: User, share_id: UUID) -> Share:
    """Whoever was given it knows of it, and does not end it."""
    shares = Share.objects.visible_to(user).select_related("film__cycle__case", "clip__film__cycle__case")
    share = found(shares.filter(pk=share_id).first())
    require(policies.can_end_share(user, share))
    return share


def share_to_watch(user: User, share_id: UUID) -> Share:
    """Only by whom it was given to, and gone the moment that it ends or consent no longer reaches it."""
    return found(Share.objects.watchable_by(user).with_shown().filter(pk=share_id).first())


def film_share_to_watch(user: User, share_id: UUID) -> Share:
    share = share_to_watch(user, share_id)
    return found(share if share.film else None)


def clip_share_to_watch(user: User, share_id: UUID) -> Share:
    share = share_to_watch(user, share_id)
    return found(share if share.clip else None)


def film_of_share(share: Share) -> Film:
    return found(share.film or (share.clip.film if share.clip else None))


def clip_of_share_to_watch(user: User, share_id: UUID) -> Clip:
    return found(share_to_watch(user, share_id).clip)
