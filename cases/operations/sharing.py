"""What sharing a clip and sharing a film have in common: to whom, for how long, and once."""

import datetime

from django.utils import timezone

from cases.models import Clip, Film, Scope, Share
from cases.policies import whom_it_reaches
from vig.accounts.models import User
from vig.notices.operations import notify
from vig.refusals import Refused

from .colleagues import end_of

LONGEST_SHARE = datetime.timedelta(days=365)


class NotForThis(Refused):
    """Consent does not reach the purpose; the sentence says whose, and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__("purpose", reason)


class ShareInThePast(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "Choose today or a later day.")


class ShareTooLong(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "It is shared for a year at most. Share it again then, if it is still needed.")


class SharedWithOneself(Refused):
    def __init__(self) -> None:
        super().__init__("email", "You work on this case and see it already.")


class AlreadyShared(Refused):
    def __init__(self) -> None:
        super().__init__("email", "It is shared with this address for this already. Take that back to choose anew.")


def share(*, thing: Film | Clip, email: str, purpose: Scope, ends_on: datetime.date, by: User) -> Share:
    """In the caller's transaction, which has locked the thing."""
    now = timezone.now()
    address = email.strip().lower()
    _require_days(ends_on, today=timezone.localdate(now))
    if address == by.email:
        raise SharedWithOneself
    if thing.shares.running().filter(address=address, purpose=purpose).exists():
        raise AlreadyShared
    given = Share.objects.create(
        film=thing if isinstance(thing, Film) else None,
        clip=thing if isinstance(thing, Clip) else None,
        shared_with=whom_it_reaches(address),
        address=address,
        shared_by=by,
        purpose=purpose,
        starts_at=now,
        ends_at=end_of(ends_on),
    )
    if given.shared_with:
        notify(users=[given.shared_with], kind="cases.shared_with_you", subject=given)
    return given


def facts_of(share: Share) -> dict[str, str | None]:
    """For the audit."""
    person = str(share.shared_with_id) if share.shared_with_id else None
    return {
        "share": str(share.pk),
        "person": person,
        "purpose": share.purpose,
        "ends_at": share.ends_at.isoformat(),
    }


def _require_days(ends_on: datetime.date, *, today: datetime.date) -> None:
    if ends_on < today:
        raise ShareInThePast
    if ends_on - today > LONGEST_SHARE:
        raise ShareTooLong
