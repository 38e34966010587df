from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from .chain import mac_of
from .inserting import insert
from .keys import audit_key
from .models import Event
from .places import NOWHERE, place_of

Fact = str | int | bool | None | Sequence["Fact"] | Mapping[str, "Fact"]


@dataclass(frozen=True)
class Thing:
    """A subject by its kind and id, where there is no row for it, or none any more."""

    kind: str
    id: str


def record_event(
    name: str,
    *,
    actor: AbstractBaseUser | None,
    subject: Model | Thing,
    organisation: Model | UUID | str | None = None,
    case: Model | UUID | str | None = None,
    **facts: Fact,
) -> Event:
    """Write down that `actor` did `name` to `subject`, in the caller's transaction.

    `actor` is None for what the platform does by itself. `facts` are ids, counts and codes. Service and case are found
    from the subject, unless they are given.
    """
    known = NOWHERE if isinstance(subject, Thing) else place_of(subject)
    thing = subject if isinstance(subject, Thing) else Thing(subject._meta.label_lower, str(subject.pk))
    event = Event(
        at=timezone.now(),
        name=name,
        actor_id=None if actor is None else actor.pk,
        subject_kind=thing.kind,
        subject_id=thing.id,
        organisation_id=_id_of(organisation) or known.organisation,
        case_id=_id_of(case) or known.case,
        facts=facts,
    )
    event.mac = mac_of(event, key=audit_key())
    insert(event)
    return event


def _id_of(thing: Model | UUID | str | None) -> UUID | None:
    if isinstance(thing, str):
        return UUID(thing)
    return thing.pk if isinstance(thing, Model) else thing
