"""Letting people in, and giving their programs a token."""

import datetime
import hashlib
import secrets

from django.db import transaction

from vig.audit.operations import record_event

from .models import ApiToken, Membership, Organisation, Role, User, Wording


def open_organisation(*, name: str, wording: Wording) -> Organisation:
    return Organisation.objects.create(name=name, wording=wording)


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: Role,
    password: str | None = None,
    starts_on: datetime.date,
) -> User:
    """Give somebody a role in a service; a person who is new to the platform gets an account."""
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(
        email=email, name=name, password=password
    )
    Membership.objects.create(user=user, organisation=organisation, role=role, starts_on=starts_on)
    record_event("accounts.member_added", actor=None, subject=user, organisation=str(organisation.pk), role=role)
    return user


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(*, user: User) -> str:
    """A new API token, shown once; the one before it ends."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.update_or_create(user=user, defaults={"digest": digest_of(token)})
    record_event("accounts.token_issued", actor=None, subject=user)
    return token
