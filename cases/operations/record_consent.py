import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.models import Consent, ConsentAnswer, Film, Participant, Scope
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .closing import open_films_again
from .consent_texts import saved_text_in_use
from .evidence import SignedPaper, keep_evidence
from .withdraw_consent import withdraw_answer

ADULT = Participant.AgeBand.ADULT


class NothingAnswered(Refused):
    def __init__(self) -> None:
        super().__init__("answers", "Answer at least one question, with yes or with no.")


class GivenInTheFuture(Refused):
    def __init__(self) -> None:
        super().__init__("given_on", "This day has not come yet. Choose the day on which consent was given.")


class TakenBackSince(Refused):
    def __init__(self, on: datetime.date) -> None:
        super().__init__(
            "given_on",
            f"They took this back on {on:%-d %B %Y}, after the day of this answer. Ask again, and write that down.",
        )


class EndsBeforeItBegins(Refused):
    def __init__(self) -> None:
        super().__init__("until_on", "The last day lies before the first. Choose a later one, or leave it open.")


class GiverUnknown(Refused):
    def __init__(self) -> None:
        super().__init__("given_by_described", "Say who decided, by their role: for example social worker.")


class NotForThemselves(Refused):
    def __init__(self) -> None:
        super().__init__("authority", "“For themselves” is right only if they answered themselves.")


class EvidenceMissing(Refused):
    def __init__(self, how: str) -> None:
        wanted = "a photo or scan of the signed form" if how == Consent.How.FORM else "the signature"
        super().__init__("evidence", f"Add {wanted}, or choose “said aloud” if that is how it was.")


class NoSuchFilm(Refused):
    def __init__(self) -> None:
        super().__init__("films", "Choose at least one film of this case, or every film.")


@dataclass(frozen=True)
class Giver:
    """Who answered, and on what ground they may."""

    authority: str
    participant: Participant | None = None
    described: str = ""


@dataclass(frozen=True)
class Term:
    """From which day until which a consent holds, and from when on the person is to be asked themselves."""

    from_on: datetime.date | None = None
    until_on: datetime.date | None = None
    ask_again_on: datetime.date | None = None


@transaction.atomic
def record_consent(
    *,
    participant: Participant,
    by: User,
    answers: Mapping[str, bool],
    giver: Giver,
    how: str,
    given_on: datetime.date | None = None,
    term: Term | None = None,
    films: Sequence[Film] | None = None,
    evidence: SignedPaper | None = None,
) -> Consent:
    """Write down what somebody answered. A no takes back an earlier yes; `films` None means every film of the case.

    `by` is who explained it. Nothing is assumed: a scope that is not among `answers` was not asked.
    """
    given_on = given_on or timezone.localdate()
    term = term or Term()
    _check(participant, answers, giver, given_on, term, films)
    if how != Consent.How.SPOKEN and evidence is None:
        raise EvidenceMissing(how)
    consent = Consent.objects.create(
        participant=participant,
        given_by=giver.participant,
        given_by_described=giver.described.strip(),
        authority=giver.authority,
        how=how,
        text=saved_text_in_use(participant.case.organisation),
        explained_by=by,
        given_on=given_on,
        from_on=term.from_on or given_on,
        until_on=term.until_on,
        ask_again_on=term.ask_again_on,
        every_film=films is None,
    )
    consent.films.set(films or ())
    if evidence is not None:
        keep_evidence(consent=consent, paper=evidence)
    for scope, given in answers.items():
        _answer(consent, Scope(scope), given=given, by=by)
    yes = sum(answers.values())
    record_event(
        "cases.consent_recorded", actor=by, subject=consent, case=str(participant.case_id),
        participant=str(participant.pk), how=how, yes=yes, no=len(answers) - yes,
    )  # fmt: skip
    open_films_again(participant=participant, by=by)
    return consent


def _answer(consent: Consent, scope: Scope, *, given: bool, by: User) -> None:
    earlier = ConsentAnswer.objects.yes().filter(consent__participant=consent.participant_id, scope=scope)
    if given:
        _require_not_taken_back_since(consent, scope)
    ConsentAnswer.objects.create(consent=consent, scope=scope, given=given)
    if not given:
        for answer in earlier.exclude(consent=consent):
            withdraw_answer(answer=answer, by=by)


def _require_not_taken_back_since(consent: Consent, scope: Scope) -> None:
    """A form that is found late does not talk over what was said after it."""
    answers = ConsentAnswer.objects.filter(consent__participant=consent.participant_id, scope=scope)
    taken_back = answers.filter(withdrawn_at__date__gt=consent.given_on).order_by("-withdrawn_at").first()
    if taken_back is not None and taken_back.withdrawn_at is not None:
        raise TakenBackSince(timezone.localdate(taken_back.withdrawn_at))


def _check(
    participant: Participant,
    answers: Mapping[str, bool],
    giver: Giver,
    given_on: datetime.date,
    term: Term,
    films: Sequence[Film] | None,
) -> None:
    if not answers:
        raise NothingAnswered
    if given_on > timezone.localdate():
        raise GivenInTheFuture
    if term.until_on is not None and term.until_on < (term.from_on or given_on):
        raise EndsBeforeItBegins
    if giver.participant is None and not giver.described.strip():
        raise GiverUnknown
    if giver.participant is not None and giver.participant.case_id != participant.case_id:
        raise GiverUnknown
    if (giver.authority == Consent.Authority.SELF) != (giver.participant == participant):
        raise NotForThemselves
    if films is not None and (not films or any(film.cycle.case_id != participant.case_id for film in films)):
        raise NoSuchFilm
