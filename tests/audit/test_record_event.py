from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
import rfc8785
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from cases.models import Film
from cases.operations.mark_moment import mark_moment
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.audit.chain import canonical, digest, mac_of
from vig.audit.keys import audit_key, audit_key_path
from vig.audit.models import Event
from vig.audit.operations import Thing, record_event


def test_an_event_knows_its_service_and_case_from_its_subject(film: Film, cast: Cast) -> None:
    clip = mark_moment(film=make_playable(film, seconds=2), by=cast.mira, start_frame=3, end_frame=20)

    found = {event.name: (event.organisation_id, event.case_id) for event in Event.objects.filter(actor=cast.mira)}

    case = film.cycle.case
    here = (cast.service.pk, case.pk)
    told = {
        "cases.case_opened",
        "cases.consent_recorded",
        "cases.cycle_added",
        "cases.film_added",
        "cases.moment_marked",
    }
    assert found == dict.fromkeys(told, here)
    assert record_event("test.cut", actor=None, subject=clip.cut or clip).case_id == case.pk
    assert record_event("test.recording", actor=None, subject=film.recording).case_id == case.pk
    assert record_event("test.recording", actor=None, subject=film.recording).organisation_id == cast.service.pk


def test_a_person_belongs_to_no_service_unless_it_is_said(cast: Cast) -> None:
    assert record_event("test.done", actor=cast.sam, subject=cast.sam).organisation_id is None
    said = record_event("test.done", actor=cast.sam, subject=cast.sam, organisation=str(cast.service.pk))
    assert (said.organisation_id, said.facts) == (cast.service.pk, {})
    assert record_event("test.done", actor=None, subject=cast.service).organisation_id == cast.service.pk


def test_an_event_is_undone_with_the_act_that_it_tells_of(cast: Cast) -> None:
    before = Event.objects.count()

    with transaction.atomic():
        record_event("test.done", actor=cast.sam, subject=cast.sam)
        transaction.set_rollback(True)

    assert Event.objects.count() == before


facts = st.dictionaries(
    st.text("abcxyz_", min_size=1, max_size=8),
    st.one_of(
        st.text('aZ09 öß☺"\\/\n\t\x1f\x7f\u2028\U0001f3c3'),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.booleans(),
        st.none(),
        st.lists(st.integers(0, 9)),
    ),
    max_size=4,
)


@pytest.mark.django_db
@given(facts)
@hypothesis_settings(deadline=None, max_examples=60)
def test_its_seal_is_the_same_after_the_database_has_kept_it(said: dict[str, object]) -> None:
    with transaction.atomic():
        written = record_event("test.done", actor=None, subject=Thing("test.thing", "1"), **said)  # type: ignore[arg-type]

        kept = Event.objects.get(pk=written.pk)

        assert kept.mac == written.mac == mac_of(kept, key=audit_key())
        transaction.set_rollback(True)


def test_canonical_json_is_that_of_the_rfc_and_says_everything(cast: Cast) -> None:
    event = record_event("test.done", actor=cast.sam, subject=cast.service, case=uuid4(), b=1, a="ö")

    said = canonical(event)

    assert said.startswith(b'{"actor":"' + str(cast.sam.pk).encode() + b'","at":"20')
    assert '"facts":{"a":"ö","b":1}'.encode() in said
    assert said == rfc8785.dumps(
        {
            "actor": str(event.actor_id),
            "at": event.at.isoformat(timespec="microseconds").replace("Z", "+00:00"),
            "case": str(event.case_id),
            "facts": {"b": 1, "a": "ö"},
            "id": str(event.pk),
            "name": "test.done",
            "organisation": str(cast.service.pk),
            "subject": ["accounts.organisation", str(cast.service.pk)],
        }
    )


ALTERED: dict[str, Callable[[Event], object]] = {
    "at": lambda event: event.at.replace(microsecond=(event.at.microsecond + 1) % 1_000_000),
    "name": lambda event: "test.undone",
    "actor_id": lambda event: None,
    "subject_kind": lambda event: "cases.film",
    "subject_id": lambda event: "2",
    "organisation_id": lambda event: UUID(int=1),
    "case_id": lambda event: UUID(int=1),
    "facts": lambda event: {"count": 3},
    "id": lambda event: UUID(int=1),
}


@pytest.mark.parametrize("field", ALTERED)
def test_the_seal_covers(field: str, cast: Cast) -> None:
    event = record_event("test.done", actor=cast.sam, subject=Thing("test.thing", "1"), count=2)

    setattr(event, field, ALTERED[field](event))

    assert mac_of(event, key=audit_key()) != event.mac


def test_the_key_lies_outside_the_database_and_is_made_once_in_the_demonstration(settings: Settings) -> None:
    first = audit_key()

    path = audit_key_path()
    assert path.parent == settings.VIG_KEYS_DIR
    assert path.stat().st_mode & 0o777 == 0o600
    assert (len(first), audit_key()) == (32, first)


def test_without_a_key_nothing_is_written_for_real_families(settings: Settings, cast: Cast, tmp_path: object) -> None:
    settings.DEMO = False
    settings.VIG_KEYS_DIR = settings.VIG_KEYS_DIR / "elsewhere"
    before = Event.objects.count()

    with pytest.raises(ImproperlyConfigured, match="There is no audit key: set VIG_AUDIT_KEY"):
        record_event("test.done", actor=cast.sam, subject=cast.sam)

    assert Event.objects.count() == before
    assert not audit_key_path().exists()


def test_the_key_may_come_from_the_environment(settings: Settings) -> None:
    settings.VIG_AUDIT_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="

    assert audit_key() == b"01234567890123456789012345678901"
    settings.VIG_AUDIT_KEY = "too short"
    with pytest.raises(ImproperlyConfigured, match="VIG_AUDIT_KEY must be 32 bytes"):
        audit_key()


def test_a_digest_says_the_same_of_the_same_and_nothing_without_the_key() -> None:
    one, other = b"1" * 32, b"2" * 32

    assert digest("mira@example.org", key=one) == digest("mira@example.org", key=one)
    assert digest("mira@example.org", key=one) != digest("mira@example.org", key=other)
    assert "mira" not in digest("mira@example.org", key=one)
