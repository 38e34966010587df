"""What a kind of news says and where it leads: `settings.NOTICES` names the table of each app.

KINDS = {"cases.look_asked": Kind("Somebody asked to look at {case}.", link=to_the_case, urgent=True)}
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Notice


@dataclass(frozen=True)
class Kind:
    """`sentence` is formatted with the facts; `link` leads to the thing; what is `urgent` is mailed at once."""

    sentence: str
    link: Callable[[Notice], str] | None = None
    urgent: bool = False


OF_BEFORE = Kind("Something was new here that is no longer kept.")


def kinds() -> dict[str, Kind]:
    """Of every app."""
    return _kinds_in(tuple(settings.NOTICES))


@lru_cache(maxsize=1)
def _kinds_in(tables: tuple[str, ...]) -> dict[str, Kind]:
    known: dict[str, Kind] = {}
    for path in tables:
        known |= import_string(path)
    return known


def kind_of(notice: Notice) -> Kind:
    """A notice of a kind that the platform no longer knows still shows that there was one."""
    return kinds().get(notice.kind, OF_BEFORE)
