"""A film gets a new data key while it is watched: from wherever a kill left it, and never half and half."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import KeyDestroyed, shredded, unwrap
from media_pipeline.models import Recording, Rendition, Resealing, Segment
from media_pipeline.operations.destroy import destroy_recording
from media_pipeline.operations.reseal import KEEP_OLD, FilmAtWork, forget_old_seals, reseal_recording
from media_pipeline.operations.sweep import KEEP_ORPHANS, remove_orphans
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice
from tests.media_pipeline.uploaded import stored_objects
from vig.audit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)

OBJECTS = 6


@pytest.fixture
def recording() -> Recording:
    """With one of everything that is sealed under its data key, and a second part."""
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=6, largest=9, quota=9)
    for offset, plain in ((0, b"abc"), (3, b"def")):
        receive_slice(recording_id=recording.pk, offset=offset, plain=plain)
    recording.refresh_from_db()
    key = unwrap(recording.key_ring, recording.wrapped_key)
    recording.jobs.update(state="done")
    recording.state = Recording.State.READY
    recording.poster_object, recording.poster_size = vault.put(b"poster", key=key), 6
    recording.scrub_object, recording.scrub_size = vault.put(b"scrub", key=key), 5
    recording.save()
    init, segment = vault.put(b"init", key=key), vault.put(b"segment", key=key)
    rendition = Rendition.objects.create(
        recording=recording, name="hi", profile=1, init_object=init, init_size=4, codec="avc1.64001f", timescale=1
    )
    Segment.objects.create(rendition=rendition, number=0, start=0, duration=1, size=7, object_name=segment)
    return recording


def content(recording: Recording) -> list[bytes]:
    """Everything of it, as a reader who comes now finds it."""
    recording = Recording.objects.get(pk=recording.pk)
    key, rendition = unwrap(recording.key_ring, recording.wrapped_key), recording.renditions.get()
    named = [(part.object_name, part.size) for part in recording.parts.all()]
    named += [(one.object_name, one.size) for one in rendition.segments.all()]
    named += [(rendition.init_object, 4), (recording.poster_object, 6), (recording.scrub_object, 5)]
    return [vault.get(name, key=key, size=size) for name, size in named]


WHOLE = [b"abc", b"def", b"segment", b"init", b"poster", b"scrub"]


def test_everything_is_under_a_new_key_and_new_names(recording: Recording, tmp_path: Path) -> None:
    before, old = stored_objects(tmp_path / "films"), bytes(recording.wrapped_key)

    call_command("rotate_keys", "--data", str(recording.pk))

    recording.refresh_from_db()
    assert content(recording) == WHOLE
    assert bytes(recording.wrapped_key) != old
    assert unwrap(recording.key_ring, recording.wrapped_key) != unwrap(recording.key_ring, old)
    assert recording.poster_object not in before
    assert stored_objects(tmp_path / "films") > before, "somebody may still be reading them"
    assert Event.objects.get(name="media.data_key_rotated").facts == {"objects": OBJECTS}


@pytest.mark.parametrize("steps", range(OBJECTS + 1))
def test_killed_after_any_step_it_reads_as_before_and_goes_on(recording: Recording, steps: int, tmp_path: Path) -> None:
    killed = reseal_recording(recording_id=recording.pk)
    for _ in range(steps):
        next(killed)
    del killed
    assert content(recording) == WHOLE
    so_far = stored_objects(tmp_path / "films")

    list(reseal_recording(recording_id=recording.pk))

    assert content(recording) == WHOLE
    assert len(stored_objects(tmp_path / "films")) == OBJECTS * 2
    assert so_far < stored_objects(tmp_path / "films") or steps == OBJECTS
    assert Event.objects.filter(name="media.data_key_rotated").count() == 1


def test_the_old_key_and_objects_go_a_day_later_and_stay_out_of_the_log(recording: Recording, tmp_path: Path) -> None:
    old = bytes(recording.wrapped_key)
    list(reseal_recording(recording_id=recording.pk))

    assert forget_old_seals(now=timezone.now() + KEEP_OLD * 0.9) == 0
    assert forget_old_seals(now=timezone.now() + KEEP_OLD * 1.1) == 1

    assert content(recording) == WHOLE
    assert len(stored_objects(tmp_path / "films")) == OBJECTS
    with pytest.raises(KeyDestroyed):
        unwrap(recording.key_ring, old)
    assert not shredded.read(), "a backup from before may be brought back with its own keys"
    assert not Resealing.objects.exists()


def test_the_sweeper_takes_nothing_of_it_for_orphans(recording: Recording, tmp_path: Path) -> None:
    steps = reseal_recording(recording_id=recording.pk)
    next(steps)
    so_far = stored_objects(tmp_path / "films")

    assert remove_orphans(now=timezone.now() + KEEP_ORPHANS * 1.1) == 0

    assert stored_objects(tmp_path / "films") == so_far
    list(steps)
    assert remove_orphans(now=timezone.now() + KEEP_ORPHANS * 1.1) == 0


def test_what_is_added_meanwhile_comes_along(recording: Recording) -> None:
    steps = reseal_recording(recording_id=recording.pk)
    for _ in range(OBJECTS):
        next(steps)
    key = unwrap(recording.key_ring, recording.wrapped_key)
    late = Segment.objects.create(
        rendition=recording.renditions.get(),
        number=1,
        start=1,
        duration=1,
        size=4,
        object_name=vault.put(b"late", key=key),
    )

    list(steps)

    recording.refresh_from_db()
    late.refresh_from_db()
    assert vault.get(late.object_name, key=unwrap(recording.key_ring, recording.wrapped_key), size=4) == b"late"


@pytest.mark.parametrize("steps", [2, OBJECTS + 1])
def test_a_film_destroyed_on_the_way_leaves_nothing(recording: Recording, steps: int, tmp_path: Path) -> None:
    under_way = reseal_recording(recording_id=recording.pk)
    for _ in range(steps):
        next(under_way, None)

    destroyed = destroy_recording(recording=recording)

    destroyed.refresh_from_db()
    assert destroyed.proved_at is not None
    assert stored_objects(tmp_path / "films") == set()
    assert len(destroyed.key_ids) == 2
    assert not list((tmp_path / "keys" / "rings" / str(recording.key_ring)).glob("*.key"))
    if steps == 2:
        with pytest.raises(FilmAtWork):
            list(under_way)


def test_an_object_sealed_while_its_film_is_destroyed_does_not_stay(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = vault.put

    def destroyed_meanwhile(plain: bytes, *, key: bytes) -> str:
        destroy_recording(recording=recording)
        return put(plain, key=key)

    monkeypatch.setattr(vault, "put", destroyed_meanwhile)

    with pytest.raises(FilmAtWork):
        list(reseal_recording(recording_id=recording.pk))

    assert stored_objects(tmp_path / "films") == set()


@pytest.mark.parametrize("state", ["uploading", "processing", "destroyed"])
def test_a_film_that_changes_is_left_alone(recording: Recording, state: str) -> None:
    Recording.objects.filter(pk=recording.pk).update(state=state)

    with pytest.raises(CommandError, match="still arriving"):
        call_command("rotate_keys", "--data", str(recording.pk))


def test_a_second_change_can_follow_at_once(recording: Recording, tmp_path: Path) -> None:
    list(reseal_recording(recording_id=recording.pk))
    list(reseal_recording(recording_id=recording.pk))

    assert forget_old_seals(now=timezone.now() + KEEP_OLD + timedelta(hours=1)) == 2
    assert content(recording) == WHOLE
    assert len(stored_objects(tmp_path / "films")) == OBJECTS


def test_an_unknown_film_is_told(capsys: Any) -> None:
    with pytest.raises(CommandError, match="There is no film"):
        call_command("rotate_keys", "--data", str(uuid4()))
