"""What people who work with cases are told of."""

from django.urls import reverse
from django.utils.http import urlencode

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


def to_keeping_it_longer(notice: Notice) -> str:
    return reverse("keep_longer", args=[notice.subject_id])


def to_the_film(notice: Notice) -> str:
    return reverse("film", args=[notice.subject_id])


def to_the_holds(notice: Notice) -> str:
    return f"{reverse('holds')}?{urlencode({'service': str(notice.organisation_id)})}"


def to_the_consents(notice: Notice) -> str:
    return reverse("consents", args=[notice.subject_id])


def to_what_is_shared(_: Notice) -> str:
    return reverse("shared_with_me")


KINDS = {
    "cases.consent_ends": Kind("A consent of {case} ends on {day}. Ask again, if they still want it.", to_the_consents),
    "cases.consent_asked_anew": Kind(
        "Somebody in {case} is old enough from {day} to be asked themselves.", to_the_consents
    ),
    "cases.shared_with_you": Kind("A colleague shared something with you.", to_what_is_shared),
    "cases.case_handed_over": Kind("You guide {case} from now on.", to_the_case),
    "cases.case_taken_over": Kind("Somebody else guides {case} from now on."),
    "cases.lead_named": Kind(
        "You are named as a safeguarding lead: concerns that colleagues raise come to you.", to_concerns, urgent=True
    ),
    "cases.lead_ended": Kind("Somebody is no safeguarding lead of your service any more.", to_concerns, urgent=True),
    "cases.another_lead_named": Kind("Another safeguarding lead was named in your service.", to_concerns, urgent=True),
    "cases.concern_raised": Kind("A colleague raised a safeguarding concern.", to_the_concern, urgent=True),
    "cases.concern_hold_to_look_at": Kind(
        "What is kept for a safeguarding concern is to be looked at again: is that still needed?", to_the_concern
    ),
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
    "cases.film_time_over_soon": Kind(
        "A film of {case} is kept until {day}. Then it closes, unless you keep it longer.", to_keeping_it_longer
    ),
    "cases.film_time_over": Kind(
        "A film of {case} has closed, as its time is over. It is destroyed on {day}, unless you keep it longer.",
        to_keeping_it_longer,
    ),
    "cases.cuts_time_over_soon": Kind(
        "Files of clips of {case} are kept until {day}. The clips stay, and play in their film.", to_the_film
    ),
    "cases.hold_to_look_at": Kind(
        "Something of {case} is held. Since {day} somebody was to look again whether it still must be.", to_the_holds
    ),
}
