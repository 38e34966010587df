"""What django-allauth and Django tell about signing in, handed on to whom it concerns."""

from typing import Any

from allauth.account.signals import authentication_step_completed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from .fresh import confirm


@receiver(user_logged_in)
def note_a_sign_in(sender: type, *, request: HttpRequest, **facts: Any) -> None:
    confirm(request)


@receiver(authentication_step_completed)
def note_that_it_is_still_the_same_person(
    sender: type, *, request: HttpRequest, reauthenticated: bool = False, **facts: Any
) -> None:
    if reauthenticated:
        request.session.cycle_key()
        confirm(request)
