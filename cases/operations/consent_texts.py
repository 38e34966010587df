"""The words with which a service asks: its own versions, and before it has any, those that we ship."""

import json
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.models import ConsentText, Scope
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event
from vig.refusals import Refused

SHIPPED = Path(__file__).resolve().parent.parent / "consent_texts" / "shipped.json"


class QuestionMissing(Refused):
    def __init__(self, scope: Scope) -> None:
        super().__init__(scope, f"Write the question for “{scope.label}”.")


class NothingToAskWith(Refused):
    def __init__(self) -> None:
        super().__init__("introduction", "Write what is said before the questions.")


def text_in_use(organisation: Organisation) -> ConsentText:
    """The newest version; not saved yet where the service still asks with the words that we ship."""
    newest = ConsentText.objects.filter(organisation=organisation).first()
    return newest or ConsentText(
        organisation=organisation, number=1, published_at=timezone.now(), **json.loads(SHIPPED.read_text("utf-8"))
    )


def saved_text_in_use(organisation: Organisation) -> ConsentText:
    """The same as a row: a consent keeps the very words that were shown."""
    text = text_in_use(organisation)
    if not text._state.adding:
        return text
    words = {"introduction": text.introduction, "questions": text.questions, "published_at": text.published_at}
    return ConsentText.objects.get_or_create(organisation=organisation, number=1, defaults=words)[0]


@transaction.atomic
def publish_consent_text(
    *, organisation: Organisation, by: User, introduction: str, questions: dict[str, str]
) -> ConsentText:
    """A new version. Consents that were given to an older one stand, and say so."""
    if not introduction.strip():
        raise NothingToAskWith
    for scope in Scope:
        if not questions.get(scope, "").strip():
            raise QuestionMissing(scope)
    saved_text_in_use(organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two at once would both become the next number
    latest = organisation.consent_texts.aggregate(latest=Max("number"))["latest"]
    text = ConsentText.objects.create(
        organisation=organisation,
        number=latest + 1,
        introduction=introduction.strip(),
        questions={scope.value: questions[scope].strip() for scope in Scope},
        published_at=timezone.now(),
        published_by=by,
    )
    record_event("cases.consent_text_published", actor=by, subject=text, number=text.number)
    return text
