"""What django-allauth and Django tell about signing in, handed on to whom it concerns.

Second factors are written down as their rows come and go: django-allauth tells of some only after the transaction.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, email_changed
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from vig.audit.operations import record_event

from .fresh import confirm
from .models import User
from .signing_in.factors import FACTORS
from .signing_in.second_factor import note_second_factor
from .signing_in.sessions import begin_session, rename_session


@receiver(user_logged_in)
def note_a_sign_in(sender: type, *, request: HttpRequest, user: User, **facts: Any) -> None:
    begin_session(request, user)
    confirm(request)


@receiver(user_logged_out)
def note_a_sign_out(sender: type, *, request: HttpRequest, **facts: Any) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).delete()


@receiver(authentication_step_completed)
def note_that_it_is_still_the_same_person(
    sender: type, *, request: HttpRequest, reauthenticated: bool = False, **facts: Any
) -> None:
    if reauthenticated:
        rename_session(request)
        confirm(request)


@receiver(authenticator_used)
def note_that_a_second_factor_was_shown(sender: type, *, request: HttpRequest, user: User, **facts: Any) -> None:
    note_second_factor(request, user)


@receiver(post_save, sender=Authenticator)
def record_a_factor_that_came(sender: type, *, instance: Authenticator, created: bool, **facts: Any) -> None:
    if not created:
        return
    name = "accounts.second_factor_added" if instance.type in FACTORS else "accounts.recovery_codes_made"
    record_event(name, actor=_acting(), subject=instance.user, kind=instance.type, factor=instance.pk)
    if _acting() == instance.user:
        note_second_factor(context.request, instance.user)  # whoever sets one up has just shown it


@receiver(post_delete, sender=Authenticator)
def record_a_factor_that_went(sender: type, *, instance: Authenticator, **facts: Any) -> None:
    if instance.type in FACTORS:  # recovery codes go with the last factor, or when new ones are made
        record_event(
            "accounts.second_factor_removed",
            actor=_acting(),
            subject=instance.user,
            kind=instance.type,
            factor=instance.pk,
        )


@receiver(email_changed)
def record_a_changed_address(sender: type, *, user: User, to_email_address: EmailAddress, **facts: Any) -> None:
    record_event("accounts.address_changed", actor=user, subject=user, address=to_email_address.pk)


def _acting() -> User | None:
    """Whose request this is; nobody's for what is done on the machine itself."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, User) else None
