from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest

from .fresh import is_fresh


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up by themselves: a service lets people in."""

    def is_reauthentication_required(self, **about: Any) -> bool:
        """django-allauth's own steps ask under the same rule as ours, so that nobody is asked twice."""
        return not is_fresh(context.request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
