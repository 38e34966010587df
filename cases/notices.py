"""What people who work with cases are told of."""

from django.urls import reverse

from vig.notices.kinds import Kind
from vig.notices.models import Notice


def to_the_look(notice: Notice) -> str:
    return reverse("emergency_look", args=[notice.subject_id])


def to_the_concern(notice: Notice) -> str:
    return reverse("concern", args=[notice.subject_id])


def to_concerns(_: Notice) -> str:
    return reverse("concerns")


def to_the_case(notice: Notice) -> str:
    return reverse("case", args=[notice.subject_id])


def to_what_is_shared(_: Notice) -> str:
    return reverse("shared_with_me")


KINDS = {
    "cases.shared_with_you": Kind("A colleague shared something with you.", to_what_is_shared),
    "cases.case_handed_over": Kind("You guide {case} from now on.", to_the_case),
    "cases.case_taken_over": Kind("Somebody else guides {case} from now on."),
    "cases.lead_named": Kind(
        "You are named as a safeguarding lead: concerns that colleagues raise come to you.", to_concerns, urgent=True
    ),
    "cases.another_lead_named": Kind("Another safeguarding lead was named in your service.", to_concerns, urgent=True),
    "cases.concern_raised": Kind("A colleague raised a safeguarding concern.", to_the_concern, urgent=True),
    "cases.concern_closed": Kind("What you passed on was looked into and is closed.", to_the_concern),
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
