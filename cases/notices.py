"""What people who work with cases are told of."""

from django.urls import reverse

from vig.notices.kinds import Kind
from vig.notices.models import Notice


def to_the_look(notice: Notice) -> str:
    return reverse("emergency_look", args=[notice.subject_id])


KINDS = {
    "cases.emergency_look_asked": Kind(
        "Somebody who answers for your service asked for an emergency look into {case}.", to_the_look, urgent=True
    ),
    "cases.emergency_look_waits": Kind(
        "An emergency look into {case} waits for a second person to agree.", to_the_look, urgent=True
    ),
    "cases.emergency_look_began": Kind("An emergency look into {case} has begun.", to_the_look, urgent=True),
    "cases.emergency_look_confirmed": Kind("You may look into {case} now, for four hours.", to_the_look, urgent=True),
    "cases.emergency_look_ended": Kind("The emergency look into {case} was ended.", to_the_look),
}
