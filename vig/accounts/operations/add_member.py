import datetime

from django.db import transaction

from vig.accounts.models import Membership, Organisation, Role, User
from vig.audit.operations import record_event


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: Role,
    password: str | None = None,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    by: User | None = None,
) -> User:
    """Give somebody a role in a service; a person who is new to the platform gets an account.

    `by` is None for what is done on the machine itself.
    """
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(
        email=email, name=name, password=password
    )
    Membership.objects.create(user=user, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on)
    record_event("accounts.member_added", actor=by, subject=user, organisation=str(organisation.pk), role=role)
    return user
