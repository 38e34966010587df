"""The people of every test. mira guides the case, tariq is in training, sam supervises, eva supervises from
outside, ada administers, dana keeps the data; otis works at another service and belongs to nobody here."""

import datetime
from dataclasses import dataclass
from typing import Any

from cases.models import (
    Behaviour,
    Case,
    Consent,
    Cycle,
    Film,
    Framework,
    Participant,
    Principle,
    Scope,
)  # fmt: skip
from cases.operations.add_cycle import add_cycle
from cases.operations.add_film import add_film
from cases.operations.load_framework import SHIPPED, load_framework
from cases.operations.open_case import Somebody, open_case
from cases.operations.record_consent import Giver, record_consent
from vig.accounts.models import Organisation, Role, User, Wording
from vig.accounts.operations import add_member, open_organisation

PASSWORD = "a long enough password"
LONG_AGO = datetime.date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    service: Organisation
    elsewhere: Organisation
    mira: User
    tariq: User
    sam: User
    eva: User
    ada: User
    dana: User
    otis: User

    def __getitem__(self, name: str) -> User:
        person = getattr(self, name)
        assert isinstance(person, User)
        return person


NAMES = ("mira", "tariq", "sam", "eva", "ada", "dana", "otis")


def have_the_framework() -> None:
    """A migration brings it; a test that commits empties every table behind it."""
    if not Framework.objects.exists():
        load_framework(
            SHIPPED, frameworks=Framework.objects, principles=Principle.objects, behaviours=Behaviour.objects
        )


def gather_cast() -> Cast:
    have_the_framework()
    service = open_organisation(name="Riverside Family Service", wording=Wording.CHILD)
    elsewhere = open_organisation(name="Hillside Disability Service", wording=Wording.PERSON)

    def member(name: str, role: Role, organisation: Organisation = service) -> User:
        return add_member(
            organisation=organisation,
            email=f"{name}@example.org",
            name=name.capitalize(),
            role=role,
            password=PASSWORD,
            starts_on=LONG_AGO,
        )

    return Cast(
        service=service,
        elsewhere=elsewhere,
        mira=member("mira", Role.PRACTITIONER),
        tariq=member("tariq", Role.TRAINEE),
        sam=member("sam", Role.SUPERVISOR),
        eva=member("eva", Role.SUPERVISOR, elsewhere),
        ada=member("ada", Role.ADMINISTRATOR),
        dana=member("dana", Role.DATA_STEWARD),
        otis=member("otis", Role.PRACTITIONER, elsewhere),
    )


def a_case(cast: Cast, *, pseudonym: str = "Alder 101", by: User | None = None, consent: bool = True) -> Case:
    """Alder and his mother, who has said yes for both of them to everything, unless `consent` is False."""
    case = open_case(
        by=by or cast.mira,
        organisation=cast.service,
        pseudonym=pseudonym,
        path=Case.Path.OVER_TWO,
        helping_question="How can I help him when feelings get big?",
        person=Somebody(called="Little Alder", age_band="2_4"),
        partner=Somebody(called="Mother Alder", relationship="mother"),
    )
    if consent:
        consent_to(case, *Scope, by=by or cast.mira)
    return case


def the(case: Case, role: Participant.Role) -> Participant:
    return case.participants.get(role=role)


def consent_to(case: Case, *scopes: Scope, by: User, participant: Participant | None = None, **more: Any) -> Consent:
    """The mother says yes aloud, for herself and for her child, or only for `participant`."""
    mother = the(case, Participant.Role.PARTNER)
    for somebody in [participant] if participant else case.participants.all():
        authority = Consent.Authority.SELF if somebody == mother else Consent.Authority.PARENT
        consent = record_consent(
            participant=somebody,
            by=by,
            answers=dict.fromkeys(scopes, True),
            giver=Giver(authority, mother),
            **({"how": Consent.How.SPOKEN} | more),
        )
    return consent


def a_cycle(cast: Cast, case: Case) -> Cycle:
    return add_cycle(case=case, by=cast.mira)


def a_film(cast: Cast, cycle: Cycle) -> Film:
    return add_film(cycle=cycle, by=cast.mira, kind=Film.Kind.INTERACTION, recorded_on=datetime.date(2026, 11, 1))
