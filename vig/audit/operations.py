from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from .models import Event


def record_event(
    name: str, *, actor: AbstractBaseUser | None, subject: Model, **facts: str | int | bool | None
) -> Event:
    """Write down that `actor` did `name` to `subject`, in the caller's transaction.

    `actor` is None for what the platform does by itself. `facts` are ids, counts and codes.
    """
    return Event.objects.create(
        at=timezone.now(),
        name=name,
        actor_id=None if actor is None else actor.pk,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=facts,
    )
