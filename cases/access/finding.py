"""Unseen is 404, seen but not allowed is 403 with the reason."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from vig.policy import Decision
from vig.refusals import Unseen

Thing = TypeVar("Thing")


def require(decision: Decision) -> None:
    if not decision:
        raise PermissionDenied(decision.reason)


def found(thing: Thing | None) -> Thing:
    if thing is None:
        raise Unseen
    return thing


def made(thing: Thing | None) -> Thing:
    """Of something they may see: a part that is not there yet, which is no refusal."""
    if thing is None:
        raise Http404
    return thing
