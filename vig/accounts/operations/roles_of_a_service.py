"""What every change of roles does: wait for its turn, and close behind whoever has no role left."""

import datetime

from django.db.models import F
from django.utils import timezone

from vig.accounts.leaving import tell_that_they_left
from vig.accounts.models import ApiToken, Organisation, User
from vig.policy import Decision
from vig.refusals import Refused

from .end_sessions import end_sessions


class RoleChangeRefused(Refused):
    """Somebody was quicker: what was allowed when the page opened no longer is."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("", decision.reason)


class EndsBeforeItStarts(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "The last day must not lie before the first.")


class EndsInThePast(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "The last day must not lie in the past.")


def take_turn(organisation: Organisation) -> None:
    """One change of a service's roles at a time, so that two administrators cannot end each other's."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def require(decision: Decision) -> None:
    if not decision:
        raise RoleChangeRefused(decision)


def check_days(starts_on: datetime.date, ends_on: datetime.date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise EndsBeforeItStarts
    if ends_on and ends_on < timezone.localdate():
        raise EndsInThePast


def close_behind(*, person: User, organisation: Organisation, by: User | None) -> bool:
    """After a role ended: see to what they leave in this service, and to their account.

    Without a role anywhere, now or to come, nobody signs in: sessions and programs stop at once. True if so.
    """
    today = timezone.localdate()
    if not person.memberships.on(today).filter(organisation=organisation).exists():
        tell_that_they_left(person=person, organisation=organisation, by=by)
    if person.memberships.lasting(today).exists():
        return False
    User.objects.filter(pk=person.pk).update(is_active=False, times_signed_out=F("times_signed_out") + 1)
    ApiToken.objects.filter(user=person).delete()
    end_sessions(user=person, why="account_closed", by=by)
    return True
