"""The fictional service: who works there, all under one password that everybody may know."""

import datetime
from dataclasses import dataclass

from django.conf import settings

from cases.models import ServiceRules
from vig.accounts.models import Organisation, Role, User, Wording
from vig.accounts.operations import add_member, open_organisation

SERVICE = "Riverside Family Service"
NETWORK = "Northern Supervision Network"
FROM = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Member:
    name: str
    role: Role
    organisation: str = SERVICE

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@demo.vig"


MEMBERS = (
    Member("Mira", Role.PRACTITIONER),
    Member("Tariq", Role.TRAINEE),
    Member("Sam", Role.SUPERVISOR),
    Member("Eva", Role.SUPERVISOR, NETWORK),
    Member("Ada", Role.ADMINISTRATOR),
    Member("Dana", Role.DATA_STEWARD),
)


def gather_people() -> User:
    """Open the service and let its people in; answers with mira, who guides the demo case."""
    organisations = {name: open_organisation(name=name, wording=Wording.CHILD) for name in (SERVICE, NETWORK)}
    for organisation in organisations.values():
        ServiceRules.objects.create(organisation=organisation, fictional=True)
    users = {member.name: let_in(member, organisations[member.organisation]) for member in MEMBERS}
    return users["Mira"]


def let_in(member: Member, organisation: Organisation) -> User:
    return add_member(
        organisation=organisation,
        email=member.email,
        name=member.name,
        role=member.role,
        password=settings.DEMO_PASSWORD,
        starts_on=FROM,
    )
