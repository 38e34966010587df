"""Where an event belongs: to which service, and to which case.

This app knows neither; `settings.AUDIT_PLACES` names for each app the function that answers for its models.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Place:
    organisation: UUID | None = None
    case: UUID | None = None


NOWHERE = Place()


def place_of(thing: Model) -> Place:
    if path := settings.AUDIT_PLACES.get(thing._meta.app_label):
        place: Place = import_string(path)(thing)
        return place
    return NOWHERE
