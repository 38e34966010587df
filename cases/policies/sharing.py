"""Who may show a film or a clip to somebody outside the case, and take it back."""

from django.utils import timezone

from cases.models import CaseAccess, Clip, Film, Scope, Share
from vig.accounts.models import Membership, User
from vig.policy import ALLOWED, Decision, refused

from .casework import WORKING_ROLES, can_work_on
from .consent import can_be_used
from .sight import NO_ACCESS, case_of, held_access


def can_share_clip(user: User, clip: Clip, purpose: Scope | None = None) -> Decision:
    """As far as consent reaches: for any purpose at all, or for `purpose`."""
    return can_work_on(user, clip.film.cycle.case) and can_be_used(clip, purpose)


def can_share_film(user: User, film: Film, purpose: Scope | None = None) -> Decision:
    """As far as consent reaches all of it: for any purpose at all, or for `purpose`."""
    return can_work_on(user, film.cycle.case) and can_be_used(film, purpose)


def can_end_share(user: User, share: Share) -> Decision:
    """Whoever works on the case, also when it is closed or their role has ended: taking back is always possible."""
    access = held_access(user, case_of(share))
    return ALLOWED if access and access.why != CaseAccess.Why.EMERGENCY else refused(NO_ACCESS)


def whom_it_reaches(address: str) -> User | None:
    """Who signs in with this address and does this work at any service today; nobody else is ever shown a clip."""
    roles = Membership.objects.on(timezone.localdate()).filter(role__in=WORKING_ROLES)
    return User.objects.filter(email=address, is_active=True, pk__in=roles.values("user")).first()
