"""Clips, by what one wants to do with them."""

from uuid import UUID

from cases import policies
from cases.models import Clip
from vig.accounts.models import User

from .finding import found, require


def clip_to_see(user: User, clip_id: UUID) -> Clip:
    return found(Clip.objects.worked_on_by(user).with_details().filter(pk=clip_id).first())


def clip_to_watch(user: User, clip_id: UUID) -> Clip:
    """From its film's own segments, which hold up to a second more than the clip: not for whom only it was given."""
    clip = found(Clip.objects.of_films_visible_to(user).with_details().filter(pk=clip_id).first())
    require(policies.can_watch(user, clip))
    return clip


def clip_to_change(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_change_clip(user, clip))
    return clip


def clip_to_download(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_download_clip(user, clip))
    return clip


def clip_to_share(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_share_clip(user, clip))
    return clip
