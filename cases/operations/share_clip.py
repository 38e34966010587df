import datetime

from django.db import transaction

from cases.models import Clip, Scope, Share
from cases.policies import can_share_clip
from vig.accounts.models import User
from vig.audit.operations import record_event

from .sharing import NotForThis, facts_of, share


@transaction.atomic
def share_clip(*, clip: Clip, email: str, purpose: Scope, ends_on: datetime.date, by: User) -> Share:
    """Show the clip, and nothing else of its film, to whoever does this work and signs in with `email`.

    Whether anybody does is never said: a share that reaches nobody looks like any other.
    """
    Clip.objects.select_for_update().get(pk=clip.pk)
    if not (decision := can_share_clip(by, clip, purpose)):
        raise NotForThis(decision.reason)
    given = share(thing=clip, email=email, purpose=purpose, ends_on=ends_on, by=by)
    record_event("cases.clip_shared", actor=by, subject=clip, **facts_of(given))
    return given
