from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from .models import Event

Fact = str | int | bool | None | Sequence["Fact"]


@dataclass(frozen=True)
class Thing:
    """A subject by its kind and id, where there is no row for it, or none any more."""

    kind: str
    id: str


def record_event(name: str, *, actor: AbstractBaseUser | None, subject: Model | Thing, **facts: Fact) -> Event:
    """Write down that `actor` did `name` to `subject`, in the caller's transaction.

    `actor` is None for what the platform does by itself. `facts` are ids, counts and codes.
    """
    thing = subject if isinstance(subject, Thing) else Thing(subject._meta.label_lower, str(subject.pk))
    return Event.objects.create(
        at=timezone.now(),
        name=name,
        actor_id=None if actor is None else actor.pk,
        subject_kind=thing.kind,
        subject_id=thing.id,
        facts=facts,
    )
