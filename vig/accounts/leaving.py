"""What other apps do and count when somebody leaves a service. Settings name their functions; this app imports none."""

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Organisation, User


def tell_that_they_left(*, person: User, organisation: Organisation, by: User | None) -> None:
    """In the transaction in which the last role there ends."""
    for name in settings.ON_LEAVING_A_SERVICE:
        import_string(name)(person=person, organisation=organisation, by=by)


def left_behind(*, organisation: Organisation) -> list[str]:
    """Sentences about what nobody looks after any more."""
    return _said(settings.LEFT_BEHIND, organisation=organisation)


def would_leave_behind(*, person: User, organisation: Organisation) -> list[str]:
    """Sentences about what nobody would look after if `person` left today."""
    return _said(settings.WOULD_LEAVE_BEHIND, person=person, organisation=organisation)


def _said(names: list[str], **about: User | Organisation) -> list[str]:
    return [sentence for name in names if (sentence := import_string(name)(**about))]
