from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.models import Case, CaseAccess, HelpingQuestion, Participant
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .pseudonyms import suggest_pseudonym


class PseudonymTaken(Refused):
    def __init__(self) -> None:
        super().__init__("pseudonym", "Another case of your service has this name. Choose a different one.")


@dataclass(frozen=True)
class Somebody:
    """A participant as the first meeting knows them; never a real name."""

    called: str = ""
    age_band: str = ""
    relationship: str = ""


@transaction.atomic
def open_case(
    *,
    by: User,
    organisation: Organisation,
    path: str,
    person: Somebody,
    partner: Somebody,
    pseudonym: str = "",
    helping_question: str = "",
) -> Case:
    """Open a case that `by` guides from now on."""
    pseudonym = pseudonym.strip() or suggest_pseudonym(organisation=organisation)
    if Case.objects.filter(organisation=organisation, pseudonym__iexact=pseudonym).exists():
        raise PseudonymTaken
    now = timezone.now()
    case = Case.objects.create(
        organisation=organisation, pseudonym=pseudonym, path=path, opened_on=timezone.localdate(now)
    )
    for role, somebody in ((Participant.Role.PERSON, person), (Participant.Role.PARTNER, partner)):
        Participant.objects.create(
            case=case,
            role=role,
            called=somebody.called,
            age_band=somebody.age_band,
            relationship=somebody.relationship,
        )
    if helping_question.strip():
        HelpingQuestion.objects.create(case=case, text=helping_question.strip(), asked_at=now)
    CaseAccess.objects.create(case=case, user=by, why=CaseAccess.Why.GUIDES, starts_at=now)
    record_event("cases.case_opened", actor=by, subject=case)
    return case
