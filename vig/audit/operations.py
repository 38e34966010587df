from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils import timezone

from vig.accounts.models import User

from .models import Event


def record_event(
    name: str, *, actor: User | AnonymousUser | None, subject: Model, **facts: str | int | bool | None
) -> Event:
    """Write down that `actor` did `name` to `subject`, in the caller's transaction.

    `actor` is None for what the platform does by itself. `facts` are ids, counts and codes.
    """
    return Event.objects.create(
        at=timezone.now(),
        name=name,
        actor=actor if isinstance(actor, User) else None,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=facts,
    )
