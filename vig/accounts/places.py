from django.db.models import Model

from vig.audit.places import NOWHERE, Place

from .models import Organisation


def place_of(thing: Model) -> Place:
    """A service itself, or what belongs to one. A person may work at several and belongs to none."""
    if isinstance(thing, Organisation):
        return Place(organisation=thing.pk)
    organisation = getattr(thing, "organisation_id", None)
    return Place(organisation=organisation) if organisation else NOWHERE
