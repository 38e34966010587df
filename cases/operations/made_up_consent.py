"""Consent of families that do not exist. Only in a service whose families are all made up, as the demonstration's."""

from cases.models import Case, Consent, Participant, Scope
from vig.accounts.models import User

from .record_consent import Giver, record_consent
from .service_rules import rules_of

SCOPES = (Scope.OWN_REVIEW, Scope.REVIEW_FILMING, Scope.SUPERVISION, Scope.COPIES)


def consent_of_made_up_family(*, case: Case, by: User) -> None:
    """A yes said aloud by the partner, for both; nothing where real families are looked after."""
    if not rules_of(case.organisation).fictional:
        return
    partner = case.participants.filter(role=Participant.Role.PARTNER).first()
    for participant in case.participants.all():
        himself = participant.role != Participant.Role.PERSON or partner is None
        record_consent(
            participant=participant,
            by=by,
            answers=dict.fromkeys(SCOPES, True),
            giver=Giver(Consent.Authority.SELF, participant) if himself else Giver(Consent.Authority.PARENT, partner),
            how=Consent.How.SPOKEN,
        )
