"""What changes something: never a GET, never without the token of the page, and never more than was asked for."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core import mail

from tests.cast import Cast

from .asking import SAFE, Asking, marks
from .description import act_of
from .matrix import ROWS, Row
from .writes import writes

# What looking leaves behind: that one is there, and that one has looked. django-allauth writes down the address that
# an account began with when its owner first looks at the page of addresses.
LEFT_BY_LOOKING = {"django_session", "usersessions_usersession", "audit_event", "cases_viewing", "account_emailaddress"}
CHANGING = [row for row in ROWS if row.method not in SAFE]


@pytest.mark.once
@pytest.mark.parametrize("who", ["mira", "sam", "ada", "dana", "nobody"])
def test_to_look_changes_nothing(who: str, asking: Asking) -> None:
    changed: dict[str, set[str]] = {}
    for row in ROWS:
        if row.method == "get":
            with writes() as written:
                asking(row, who)
            changed[row.name] = {write.table for write in written} - LEFT_BY_LOOKING

    assert not {name: tables for name, tables in changed.items() if tables}
    assert marks(asking.folder) == asking.marks_at_first
    assert not mail.outbox


@pytest.mark.once
def test_every_change_needs_the_token_of_the_page(asking: Asking) -> None:
    refused: dict[str, tuple[int, bool]] = {}
    for row in CHANGING:
        with writes() as written:
            status = asking(row, "mira", enforce_csrf_checks=True).status_code
        refused[f"{row.method} {row.name}"] = (status, any(write.table not in LEFT_BY_LOOKING for write in written))

    assert refused
    assert set(refused.values()) == {(403, False)}, refused


def not_asked_for(row: Row) -> set[str]:
    """Names of fields that this act does not take: of all models for the API, which says what it takes; of those that
    would give somebody something for pages."""
    act = act_of(row.name, row.method)
    if act is None:
        return set(OF_PAGES) - set(row.sent)
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    return {name for field in fields for name in (field.name, field.attname)} - act.takes


OF_PAGES = (
    "owner", "owner_id", "user", "user_id", "created_by", "opened_by", "marked_by", "recorded_by", "given_by", "actor",
    "is_staff", "is_superuser", "is_active", "state", "consent", "consent_state", "case", "case_id", "film", "film_id",
    "recording", "recording_id", "key_ring", "id", "pk", "version", "created_at", "accesses",
)  # fmt: skip


@pytest.mark.once
def test_what_was_not_asked_for_is_not_taken(asking: Asking, cast: Cast) -> None:
    smuggled = str(cast.elsewhere.pk)
    taken: dict[str, object] = {}
    for row in CHANGING:
        more = replace(row, sent=dict.fromkeys(not_asked_for(row), smuggled) | row.sent)
        with writes() as written:
            status = asking(more, "mira").status_code
        kept = [write.table for write in written if smuggled in str(write.values) or cast.elsewhere.pk in write.values]
        if kept or status != row.mira:
            taken[f"{row.method} {row.name}"] = (status, kept)

    assert not taken
