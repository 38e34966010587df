from django.db import transaction
from django.utils import timezone

from cases.models import ConsentAnswer, Film, Scope, Share
from vig.accounts.models import User
from vig.audit.operations import record_event

from .closing import close_film, end_shares_out_of_reach
from .destroy_export import end_exports_out_of_reach

FILMS_ITSELF = {Scope.OWN_REVIEW: Film.Kind.INTERACTION, Scope.REVIEW_FILMING: Film.Kind.SHARED_REVIEW}
"""Without these there would be no film of the kind: it is closed, and destroyed after the service's days of grace."""


@transaction.atomic
def withdraw_consent(*, answer: ConsentAnswer, by: User) -> None:
    """From this moment on nothing plays that rested on a yes of this person to this question, however often given.

    `by` is who wrote it down. Harmless when repeated.
    """
    withdraw_answer(answer=answer, by=by)


def withdraw_answer(*, answer: ConsentAnswer, by: User) -> None:
    """The same inside the caller's transaction."""
    now = timezone.now()
    participant = answer.consent.participant
    if not ConsentAnswer.objects.yes().filter(pk=answer.pk).exists():
        return
    films = films_out_of_reach(answer)
    same_question = ConsentAnswer.objects.yes().filter(consent__participant=participant, scope=answer.scope)
    same_question.update(withdrawn_at=now, withdrawn_by=by)
    for film in films:
        close_film(film=film, by=by, why=Film.Closed.WITHDRAWN, now=now)
    end_shares_out_of_reach(case=participant.case, why=Share.Ended.WITHDRAWN, now=now)
    end_exports_out_of_reach(case=participant.case)
    record_event(
        "cases.consent_withdrawn", actor=by, subject=answer, case=str(participant.case_id),
        participant=str(participant.pk), scope=answer.scope, films=len(films),
    )  # fmt: skip


def films_out_of_reach(answer: ConsentAnswer) -> list[Film]:
    """Films that could not have been made without a yes of the person to this question."""
    kind = FILMS_ITSELF.get(Scope(answer.scope))
    if kind is None:
        return []
    participant = answer.consent.participant
    shown = Film.objects.open().filter(kind=kind, appearances__participant=participant, appearances__identifiable=True)
    return list(shown.with_case().distinct().order_by("created_at"))


def shares_out_of_reach(answer: ConsentAnswer) -> list[Share]:
    """Running shares that the answer carries and that would end with it."""
    case = answer.consent.participant.case
    running = Share.objects.of_case(case).running().select_related("shared_with", "film", "clip")
    if answer.scope in FILMS_ITSELF:
        films = {film.pk for film in films_out_of_reach(answer)}
        return [share for share in running if (share.film_id or (share.clip and share.clip.film_id)) in films]
    return list(running.filter(purpose=answer.scope))
