import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Concern, Film, Hold
from cases.policies import leads_of
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import notify
from vig.refusals import Refused

from .holding import keep

LOOKED_AT_AGAIN = datetime.timedelta(weeks=4)


class NoLeadNamed(Refused):
    def __init__(self) -> None:
        super().__init__(
            "words", "Nobody is named to answer it, so it was not passed on. What you wrote is still here."
        )


@transaction.atomic
def raise_concern(*, case: Case, film: Film | None = None, words: str, keep_it: bool = False, by: User) -> Concern:
    """Pass it on to the leads of the service that answers for the case, and to nobody else.

    `keep_it` keeps the film, or every film of the case, in the same act; that hold is seen by the leads only.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    leads = [lead.user for lead in leads_of(case.organisation)]
    if not leads:
        raise NoLeadNamed
    now = timezone.now()
    hold = None
    if keep_it:
        review_on = timezone.localdate(now) + LOOKED_AT_AGAIN
        hold = keep(case=case, film=film, why=Hold.Why.SAFEGUARDING, review_on=review_on, by=by)
    concern = Concern.objects.create(
        organisation=case.organisation, case=case, film=film, words=words, raised_by=by, raised_at=now, hold=hold
    )
    concern.passed_to.set(leads)
    record_event(
        "cases.concern_raised", actor=by, subject=concern, film=str(film.pk) if film else None,
        hold=str(hold.pk) if hold else None, leads=sorted(str(lead.pk) for lead in leads),
    )  # fmt: skip
    notify(users=leads, kind="cases.concern_raised", subject=concern, organisation=case.organisation)
    return concern
