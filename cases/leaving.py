"""What a practitioner who leaves, or has left, leaves behind: open cases that nobody guides."""

from django.db.models import Exists, OuterRef

from vig.accounts.models import Organisation, User

from .models import Case, CaseAccess
from .querysets import CaseAccessQuerySet

WITHOUT_A_GUIDE = {
    1: "One open case of your service has nobody to guide it. Hand it over to a colleague.",
    2: "{count} open cases of your service have nobody to guide them. Hand them over to colleagues.",
}
ONLY_THEY_GUIDE = {
    1: "One open case would have nobody to guide it. Hand it over to a colleague first.",
    2: "{count} open cases would have nobody to guide them. Hand them over to colleagues first.",
}


def cases_without_a_guide(*, organisation: Organisation) -> str:
    count = organisation.cases.filter(~Exists(_guides()), state=Case.State.OPEN).count()
    return _said(WITHOUT_A_GUIDE, count)


def cases_only_they_guide(*, person: User, organisation: Organisation) -> str:
    theirs, others = _guides().filter(user=person), _guides().exclude(user=person)
    count = organisation.cases.filter(Exists(theirs), ~Exists(others), state=Case.State.OPEN).count()
    return _said(ONLY_THEY_GUIDE, count)


def _guides() -> CaseAccessQuerySet:
    """Of the case in whose row this is asked. Whoever only covers goes home again."""
    return CaseAccess.objects.in_force().filter(case=OuterRef("pk"), why=CaseAccess.Why.GUIDES)


def _said(sentences: dict[int, str], count: int) -> str:
    return sentences[min(count, 2)].format(count=count) if count else ""
