import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Clip, Scope, Share
from cases.policies import can_share_clip, whom_it_reaches
from vig.accounts.models import User
from vig.audit.operations import record_event
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
        super().__init__("ends_on", "A clip is shared for a year at most. Share it again then, if it is still needed.")


class SharedWithOneself(Refused):
    def __init__(self) -> None:
        super().__init__("email", "You work on this case and see it already.")


class AlreadyShared(Refused):
    def __init__(self) -> None:
        super().__init__("email", "It is shared with this address for this already. Take that back to choose anew.")


@transaction.atomic
def share_clip(*, clip: Clip, email: str, purpose: Scope, ends_on: datetime.date, by: User) -> Share:
    """Show the clip, and nothing else of its film, to whoever does this work and signs in with `email`.

    Whether anybody does is never said: a share that reaches nobody looks like any other.
    """
    now = timezone.now()
    address = email.strip().lower()
    Clip.objects.select_for_update().get(pk=clip.pk)
    if not (decision := can_share_clip(by, clip, purpose)):
        raise NotForThis(decision.reason)
    _require_days(ends_on, today=timezone.localdate(now))
    if address == by.email:
        raise SharedWithOneself
    if clip.shares.running().filter(address=address, purpose=purpose).exists():
        raise AlreadyShared
    person = whom_it_reaches(address)
    share = Share.objects.create(
        clip=clip, shared_with=person, address=address, shared_by=by, purpose=purpose, starts_at=now,
        ends_at=end_of(ends_on),
    )  # fmt: skip
    record_event(
        "cases.clip_shared", actor=by, subject=clip, share=str(share.pk), person=str(person.pk) if person else None,
        purpose=purpose, ends_at=share.ends_at.isoformat(),
    )  # fmt: skip
    return share


def _require_days(ends_on: datetime.date, *, today: datetime.date) -> None:
    if ends_on < today:
        raise ShareInThePast
    if ends_on - today > LONGEST_SHARE:
        raise ShareTooLong
