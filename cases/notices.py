"""What people who work with cases are told of."""

from django.urls import reverse
from django.utils.http import urlencode

from vig.notices.kinds import Kind
from vig.notices.models import Notice


def to_keeping_it_longer(notice: Notice) -> str:
    return reverse("keep_longer", args=[notice.subject_id])


def to_the_film(notice: Notice) -> str:
    return reverse("film", args=[notice.subject_id])


def to_the_holds(notice: Notice) -> str:
    return f"{reverse('holds')}?{urlencode({'service': str(notice.organisation_id)})}"


KINDS = {
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
