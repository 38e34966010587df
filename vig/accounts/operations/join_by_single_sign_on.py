from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Invitation, User

from .accept_invitation import accept_invitation, join_by_invitation


@transaction.atomic
def join_by_single_sign_on(*, email: str, name: str) -> User | None:
    """Somebody whose address a directory vouches for takes what services have offered to it. None: nobody has.

    They get an account without a password, or the one that was at rest.
    """
    waiting = list(Invitation.objects.open_at(timezone.now()).filter(email=email).order_by("sent_at"))
    if not waiting:
        return None
    person = join_by_invitation(invitation=waiting[0], name=name, password=None)
    for invitation in waiting[1:]:
        accept_invitation(invitation=invitation, by=person)
    return person
