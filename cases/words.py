from dataclasses import dataclass

from vig.accounts.models import Wording


@dataclass(frozen=True)
class Words:
    """What a service calls the two people of a case."""

    person: str
    partner: str

    @property
    def Person(self) -> str:  # noqa: N802  templates read words.Person at the start of a sentence
        return self.person.capitalize()

    @property
    def Partner(self) -> str:  # noqa: N802
        return self.partner.capitalize()


WORDS = {Wording.PERSON: Words("person", "partner"), Wording.CHILD: Words("child", "parent")}


def words_of(wording: str) -> Words:
    return WORDS[Wording(wording)]
