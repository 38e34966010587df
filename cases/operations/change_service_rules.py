from django.db import transaction

from cases.models import ServiceRules
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event
from vig.refusals import Refused

LONGEST_GRACE = 60


class GraceTooLong(Refused):
    def __init__(self) -> None:
        super().__init__("days_until_destroyed", f"Whoever takes a consent back waits at most {LONGEST_GRACE} days.")


@transaction.atomic
def change_service_rules(
    *, organisation: Organisation, by: User, lawful_basis: str, days_until_destroyed: int
) -> ServiceRules:
    """From now on; films that are on their way out already keep their day."""
    if not 0 <= days_until_destroyed <= LONGEST_GRACE:
        raise GraceTooLong
    basis = ServiceRules.LawfulBasis(lawful_basis)
    rules, _ = ServiceRules.objects.update_or_create(
        organisation=organisation, defaults={"lawful_basis": basis, "days_until_destroyed": days_until_destroyed}
    )
    record_event(
        "cases.service_rules_changed", actor=by, subject=rules, lawful_basis=basis.value, days=days_until_destroyed
    )
    return rules
