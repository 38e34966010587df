"""What each event says to a person: the name of the act, and what was done in plain words."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

OWN = {
    "audit.request_refused": "Was refused a page or a thing",
    "audit.exported": "Exported the audit",
}


@lru_cache(maxsize=1)
def sentences() -> dict[str, str]:
    """Of every app: `settings.AUDIT_SENTENCES` names their tables."""
    known: dict[str, str] = {}
    for path in settings.AUDIT_SENTENCES:
        known |= import_string(path)
    return known


def sentence_of(name: str) -> str:
    """An event of an act that the platform no longer knows keeps its name."""
    return sentences().get(name, name)
