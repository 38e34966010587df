"""Two services with the same things in both: no id and no word of one is in any answer to the people of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from tests import cast as people
from tests.cast import LONG_AGO, PASSWORD, Cast
from vig.accounts.models import Role, User
from vig.accounts.operations import add_member

from .asking import Asking
from .matrix import ROWS, Row
from .scene import Scene, set_scene

pytestmark = pytest.mark.once

ROLES = {
    "mira": Role.PRACTITIONER,
    "tariq": Role.TRAINEE,
    "sam": Role.SUPERVISOR,
    "ada": Role.ADMINISTRATOR,
    "dana": Role.DATA_STEWARD,
}
READS = [row for row in ROWS if row.method == "get"]
SHORTEST_WORD = 8  # what is shorter is a code, and the same everywhere


def words_of(instance: models.Model) -> Iterator[str]:
    """Its ids and words, as an answer might hold them."""
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(value, UUID):
            yield from (str(value), value.hex)
        elif isinstance(value, str) and len(value) >= SHORTEST_WORD and not field.choices:
            yield value


def all_things() -> set[models.Model]:
    return {thing for model in apps.get_models() for thing in model._default_manager.all()}


@dataclass(frozen=True)
class Service:
    cast: Cast
    scene: Scene
    words: set[str]


@pytest.fixture
def services(cast: Cast, db: None) -> tuple[Service, Service]:
    """`words` of each are what only that one has."""
    others = {name: member_there(cast, name, role) for name, role in ROLES.items()}
    mirrored = replace(cast, service=cast.elsewhere, elsewhere=cast.service, **others)
    here, there = furnished(cast, "Alder 1001"), furnished(mirrored, "Birch 2002")
    return replace(here, words=here.words - there.words), replace(there, words=there.words - here.words)


def member_there(cast: Cast, name: str, role: Role) -> User:
    return add_member(
        organisation=cast.elsewhere, email=f"{name}@hillside.example", name=f"{name.capitalize()} of Hillside",
        role=role, password=PASSWORD, starts_on=LONG_AGO,
    )  # fmt: skip


def furnished(cast: Cast, pseudonym: str) -> Service:
    before = all_things()
    case = people.a_case(cast, pseudonym=pseudonym)
    scene = set_scene(people.a_film(cast, people.a_cycle(cast, case)), cast)
    things = all_things() - before | {cast[name] for name in ROLES}
    return Service(cast, scene, {word for thing in things for word in words_of(thing)})


def found_in_answers(own: Service, other: Service, folder: Path, rows: Sequence[Row]) -> dict[str, set[str]]:
    """What the people of `own` are told that only `other` has, wherever they ask: for their things and the others'."""
    found: dict[str, set[str]] = {}
    for scene in (own.scene, other.scene):
        asking = Asking(scene, own.cast, folder)
        for who, row in product(ROLES, rows):
            answer = asking(row, who)
            said = answer.body.decode(errors="replace") + str(answer.headers)
            asked = {str(argument) for argument in scene[row.thing]}  # what one has sent, one may be told
            if told := {word for word in other.words - asked if word in said}:
                found[f"{who}: {row.name}"] = told
    return found


def test_the_other_has_something_to_tell(services: tuple[Service, Service], tmp_path: Path) -> None:
    here, there = services

    assert str(there.scene["film"][0]) in there.words
    assert there.cast.mira.email in there.words
    assert "Birch 2002" in there.words
    own = [row for row in READS if row.name == "my_cases"]
    assert found_in_answers(there, replace(here, words=there.words), tmp_path, own)


def test_nothing_of_one_is_told_in_the_other(services: tuple[Service, Service], tmp_path: Path) -> None:
    """The two mirror each other, so that one of them asks for both."""
    here, there = services

    assert not found_in_answers(here, there, tmp_path, READS)
