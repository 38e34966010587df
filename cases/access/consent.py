"""People who are asked, and what they answered."""

from uuid import UUID

from cases.models import Assent, Consent, ConsentAnswer, ConsentText, Cycle, Participant
from vig.accounts.models import Role, User
from vig.accounts.roles import services_where

from .cases import case_to_change, case_to_work_on, cycle_to_change
from .finding import found


def participant_to_ask(user: User, participant_id: UUID) -> Participant:
    somebody = found(Participant.objects.select_related("case__organisation").filter(pk=participant_id).first())
    case_to_change(user, somebody.case_id)
    return somebody


def participant_to_film(user: User, cycle_id: UUID, participant_id: UUID) -> tuple[Cycle, Participant]:
    cycle = cycle_to_change(user, cycle_id)
    return cycle, found(cycle.case.participants.filter(pk=participant_id).first())


def participant_to_speak_for(user: User, participant_id: UUID) -> Participant:
    """By whoever works on the case, also when it is closed: a request comes when it comes."""
    somebody = found(Participant.objects.select_related("case__organisation").filter(pk=participant_id).first())
    case_to_work_on(user, somebody.case_id)
    return somebody


def consent_to_read(user: User, consent_id: UUID) -> Consent:
    consents = Consent.objects.select_related("participant__case__organisation", "evidence")
    consent = found(consents.filter(pk=consent_id).first())
    case_to_work_on(user, consent.participant.case_id)
    return consent


def answer_to_withdraw(user: User, answer_id: UUID) -> ConsentAnswer:
    """Also in a closed case: consent can be taken back at any time."""
    answers = ConsentAnswer.objects.yes().select_related("consent__participant__case__organisation")
    answer = found(answers.filter(pk=answer_id).first())
    case_to_work_on(user, answer.consent.participant.case_id)
    return answer


def assent_to_decide_on(user: User, assent_id: UUID) -> Assent:
    """One that makes a film rest."""
    assents = Assent.objects.resting().select_related("participant", "cycle__case__organisation", "film", "noted_by")
    assent = found(assents.filter(pk=assent_id).first())
    case_to_change(user, assent.cycle.case_id)
    return assent


def consent_text_to_read(user: User, text_id: UUID) -> ConsentText:
    texts = ConsentText.objects.filter(organisation__in=services_where(user, Role.ADMINISTRATOR))
    return found(texts.select_related("organisation", "published_by").filter(pk=text_id).first())
