"""Whom mira lets see something of the demo case, and who answers concerns: made once, also where the rest is there."""

import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Clip, Film, SafeguardingLead, Scope, Share
from cases.operations.cover_case import cover_case
from cases.operations.name_lead import name_lead
from cases.operations.share_clip import share_clip
from vig.accounts.models import User

WEEK = datetime.timedelta(weeks=1)


@transaction.atomic
def let_others_in(case: Case) -> None:
    """sam and eva watch a moment, tariq covers in a fortnight, and sam is the safeguarding lead."""
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@demo.vig")}
    mira, today = people["mira"], timezone.localdate()
    clip = Clip.objects.filter(film__cycle__case=case, film__kind=Film.Kind.INTERACTION).order_by("number").first()
    if clip and not Share.objects.of_case(case).exists():
        for name in ("sam", "eva"):
            ends_on = today + 12 * WEEK
            share_clip(clip=clip, email=people[name].email, purpose=Scope.SUPERVISION, ends_on=ends_on, by=mira)
        cover_case(
            case=case, colleague=people["tariq"], starts_on=today + 2 * WEEK, ends_on=today + 3 * WEEK, by=mira
        )  # fmt: skip
    if not SafeguardingLead.objects.filter(organisation=case.organisation).exists():
        name_lead(organisation=case.organisation, person=people["sam"], by=people["ada"])
