from collections.abc import Iterable

from cases.models import EmergencyLook
from vig.accounts.models import User
from vig.notices.operations import notify


def tell_of_look(look: EmergencyLook, kind: str, users: Iterable[User]) -> None:
    case = look.case
    notify(users=users, kind=kind, subject=look, organisation=case.organisation, case=case.pseudonym)
