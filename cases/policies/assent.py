"""A film rests once somebody in it stopped or said no, until somebody decides that it may be used after all."""

import datetime
from collections.abc import Sequence

from cases.models import Assent, Cycle, Film, Participant
from vig.policy import ALLOWED, Decision, refused


def assent_allows(film: Film) -> Decision:
    """Whether nothing that anybody in it said or showed at the filming makes it rest."""
    assent = Assent.objects.resting().of_film(film).first()
    return (
        ALLOWED if assent is None else refused(f"{_what_happened(assent)} This film rests until you decide about it.")
    )


def can_keep_film_of(day: datetime.date, cycle: Cycle, in_shot: Sequence[Participant]) -> Decision:
    """Before a film of that day is added: nobody in it stopped or said no to the whole day."""
    that_day = Assent.objects.resting().filter(cycle=cycle, asked_on=day, every_film=True)
    assent = that_day.filter(participant__in=in_shot).select_related("participant").first()
    if assent is None:
        return ALLOWED
    return refused(
        f"{_what_happened(assent)} Nothing of that day is kept: delete it from the camera too, or decide first that it "
        "may be used after all."
    )


def _what_happened(assent: Assent) -> str:
    who, on = assent.participant.shown_name, f"{assent.asked_on:%-d %B %Y}"
    if assent.answer == Assent.Answer.STOPPED:
        return f"{who} seemed unhappy on {on}, and you stopped. That was well done."
    return f"{who} said or showed “not today” on {on}. That is a good answer."
