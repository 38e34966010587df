"""A destruction is proved by the storage's own listing, or it stays open until it can be."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import KeyDestroyed, unwrap
from media_pipeline.models import Destruction, Recording
from media_pipeline.operations.destroy import AT_ONCE, StillThere, complete_destruction, destroy_cut, destroy_recording
from media_pipeline.operations.sweep import sweep
from media_pipeline.vault import StorageDown
from tests.media_pipeline.uploaded import stored_objects
from vig.audit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_lists_what_was_there_and_that_it_is_gone(recording: Recording, tmp_path: Path) -> None:
    there = sorted(stored_objects(tmp_path / "films"))

    destroyed = destroy_recording(recording=recording, why="retention")

    destroyed.refresh_from_db()
    assert sorted(destroyed.object_names) == there
    assert destroyed.present_before == there
    assert destroyed.present_after == []
    times = [destroyed.asked_at, destroyed.keys_destroyed_at, destroyed.listed_before_at, destroyed.listed_after_at]
    assert times == sorted(times, key=lambda time: time or timezone.now())
    assert destroyed.proved_at is not None


def test_says_which_film_it_was_and_who_asked_and_why(recording: Recording) -> None:
    Recording.objects.filter(pk=recording.pk).update(sha256="ab" * 32)

    destroyed = destroy_recording(recording=recording, why="consent_withdrawn")

    assert (destroyed.sha256, destroyed.bytes, destroyed.why) == ("ab" * 32, 3, "consent_withdrawn")
    assert (destroyed.recording_id, destroyed.uploaded_at) == (recording.pk, recording.uploaded_at)
    assert len(destroyed.key_ids) == 2, "the film's and its cut's"


def test_is_one_event_with_counts_and_no_names(recording: Recording) -> None:
    destroyed = destroy_recording(recording=recording)
    complete_destruction(destroyed.pk)

    event = Event.objects.get(name="media.recording_destroyed")
    assert event.subject_id == str(destroyed.pk)
    assert event.facts == {"recording": str(recording.pk), "why": "deleted", "objects": 7, "keys": 2}


def test_a_storage_that_is_away_leaves_it_open_and_the_film_unreadable(
    recording: Recording, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as away:
        away.setattr(vault, "listed", storage_is_away)
        destroyed = destroy_recording(recording=recording)

    destroyed.refresh_from_db()
    assert destroyed.proved_at is None
    assert destroyed.fault == "no route to the bucket"
    assert len(stored_objects(tmp_path / "films")) == 7
    with pytest.raises(KeyDestroyed):
        unwrap(recording.key_ring, recording.wrapped_key)
    assert not Event.objects.filter(name="media.recording_destroyed").exists()


def test_the_sweeper_completes_it_when_the_storage_is_back(
    recording: Recording, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as away:
        away.setattr(vault, "listed", storage_is_away)
        destroyed = destroy_recording(recording=recording)

    assert sweep(now=timezone.now()).destructions_proved == 0, "whoever asked may still be at it"
    assert sweep(now=timezone.now() + AT_ONCE * 1.1).destructions_proved == 1

    destroyed.refresh_from_db()
    assert destroyed.proved_at is not None
    assert (len(destroyed.present_before or []), destroyed.fault) == (7, "")
    assert not stored_objects(tmp_path / "films")


def test_what_the_storage_still_lists_is_no_proof(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "remove", lambda names: None)

    destroyed = destroy_recording(recording=recording)

    destroyed.refresh_from_db()
    assert destroyed.proved_at is None
    assert len(destroyed.present_after or []) == 7
    with pytest.raises(StillThere, match=destroyed.object_names[0]):
        complete_destruction(destroyed.pk)


def test_killed_between_two_steps_it_keeps_the_first_listing(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def half_of_them(names: Iterable[str]) -> None:
        really_remove(list(names)[:3])
        raise Killed

    really_remove = vault.remove
    with monkeypatch.context() as power_cut:
        power_cut.setattr(vault, "remove", half_of_them)
        with pytest.raises(Killed):
            destroy_recording(recording=recording)

    assert sweep(now=timezone.now() + timedelta(minutes=1)).destructions_proved == 1
    assert len(Destruction.objects.get().present_before or []) == 7


def test_the_database_takes_no_proof_that_is_none(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "remove", lambda names: None)
    destroyed = destroy_recording(recording=recording)

    with pytest.raises(IntegrityError):
        Destruction.objects.filter(pk=destroyed.pk).update(proved_at=timezone.now())


def test_a_cut_alone_is_proved_too(recording: Recording, tmp_path: Path) -> None:
    cut = recording.cuts.get()
    cut_id, wrapped, name = cut.pk, bytes(cut.wrapped_key), cut.parts.get().object_name
    others = stored_objects(tmp_path / "films") - {name}

    destroyed = destroy_cut(cut, why="replaced")

    destroyed.refresh_from_db()
    assert (destroyed.cut_id, destroyed.recording_id, destroyed.bytes) == (cut_id, recording.pk, 10)
    assert (destroyed.present_before, destroyed.present_after) == ([name], [])
    assert destroyed.proved_at is not None
    assert stored_objects(tmp_path / "films") == others
    with pytest.raises(KeyDestroyed):
        unwrap(recording.key_ring, wrapped)
    assert unwrap(recording.key_ring, recording.wrapped_key)
    assert Event.objects.get(name="media.cut_destroyed").facts["why"] == "replaced"


def test_a_cut_of_a_film_that_is_destroyed_can_still_be_removed(recording: Recording) -> None:
    destroy_recording(recording=recording)

    destroyed = destroy_cut(recording.cuts.get())

    destroyed.refresh_from_db()
    assert destroyed.object_names == []
    assert destroyed.proved_at is not None


def storage_is_away(names: Iterable[str]) -> set[str]:
    raise StorageDown("no route to the bucket")


def test_an_unknown_destruction_is_told() -> None:
    with pytest.raises(Destruction.DoesNotExist):
        complete_destruction(uuid4())
