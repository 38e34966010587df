import datetime

from django.db import transaction

from vig.accounts.models import Membership, Organisation, Role, User
from vig.accounts.policies import can_reactivate_person
from vig.audit.operations import record_event

from .roles_of_a_service import check_days, require, take_turn


@transaction.atomic
def reactivate_person(
    *,
    person: User,
    organisation: Organisation,
    role: Role,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    by: User,
) -> Membership:
    """Give a role again to somebody who had left; they sign in as before."""
    take_turn(organisation)
    require(can_reactivate_person(by, person, organisation))
    check_days(starts_on, ends_on)
    membership = Membership.objects.create(
        user=person, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on
    )
    User.objects.filter(pk=person.pk).update(is_active=True)
    record_event("accounts.person_reactivated", actor=by, subject=person, organisation=str(organisation.pk), role=role)
    return membership
