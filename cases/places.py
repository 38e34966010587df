from django.db.models import Model

from vig.audit.places import NOWHERE, Place

from .models import Case

WAY_UP = ("case", "cycle", "film", "clip", "participant", "recording", "request", "export")


def case_of(thing: Model | None) -> Case | None:
    """Up from whatever belongs to a case, one step at a time; mostly steps that were loaded already."""
    while thing is not None and not isinstance(thing, Case):
        above = (getattr(thing, step, None) for step in WAY_UP)
        thing = next((found for found in above if isinstance(found, Model)), None)
    return thing


def place_of(thing: Model) -> Place:
    case = case_of(thing)
    if case is not None:
        return Place(organisation=case.organisation_id, case=case.pk)
    recording = getattr(thing, "recording", thing)  # of a film that is deleted, it still says whose it was
    organisation = getattr(thing, "organisation_id", None) or getattr(recording, "owner_id", None)
    return Place(organisation=organisation) if organisation else NOWHERE
