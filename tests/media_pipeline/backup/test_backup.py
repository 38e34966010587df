import fcntl
import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from media_pipeline import checksums, vault
from media_pipeline.keys import folder
from media_pipeline.models import Recording
from media_pipeline.operations.backup import NotThere, back_up
from media_pipeline.operations.destroy import destroy_recording
from media_pipeline.operations.restore import KeysOfAnotherBackup, NotEmpty, check_backup, restore
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice
from tests.media_pipeline.uploaded import stored_objects
from vig.audit.models import Event
from vig.running import database_copy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recording() -> Recording:
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=9, largest=9, quota=9)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")
    receive_slice(recording_id=recording.pk, offset=3, plain=b"def")
    return recording


def files_in(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


def test_every_object_is_there_sealed_and_every_file_has_its_digest(recording: Recording, tmp_path: Path) -> None:
    manifest = back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    objects = stored_objects(tmp_path / "films")
    assert len(objects) == 2
    assert {f"films/{name}" for name in objects} < files_in(tmp_path / "backup")
    for name in objects:
        assert (tmp_path / "backup" / "films" / name).read_bytes() == (tmp_path / "films" / name).read_bytes()
    assert (manifest.objects, manifest.missing) == (2, [])
    for place in (tmp_path / "backup", tmp_path / "elsewhere"):
        assert set(checksums.read_list(place)) == files_in(place) - {checksums.LIST}
        subprocess.run(["sha256sum", "--check", "--quiet", checksums.LIST], cwd=place, check=True)


def test_keys_and_what_they_open_lie_apart(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    assert not any(name.endswith(".key") for name in files_in(tmp_path / "backup"))
    of_keys = {f"keys/{path.relative_to(folder.root())}" for path in folder.root().rglob("*.key")}
    assert len(of_keys) == 4  # with that of the audit
    assert files_in(tmp_path / "elsewhere") == of_keys | {"backup.json", checksums.LIST}


def test_only_we_may_read_it(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    for place in (tmp_path / "backup", tmp_path / "elsewhere"):
        assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("keys_at", ["backup", "backup/keys", "."])
def test_keys_in_the_same_place_are_refused(tmp_path: Path, keys_at: str) -> None:
    with pytest.raises(CommandError, match=r"Keys beside what they open|is not empty"):
        call_command("backup", tmp_path / "new" / "backup", keys=tmp_path / "new" / keys_at)

    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "letter.txt").write_text("mine")

    with pytest.raises(NotThere, match="is not empty"):
        back_up(folder=tmp_path / "backup")

    assert files_in(tmp_path / "backup") == {"letter.txt"}


def test_a_film_destroyed_while_its_objects_are_copied_is_not_in_it(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_folders = vault.folders

    def destroy_after_listing() -> Any:
        names = list(list_folders())
        destroy_recording(recording=recording)
        yield from names

    monkeypatch.setattr(vault, "folders", destroy_after_listing)

    manifest = back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    assert (manifest.objects, manifest.missing) == (0, [])
    check_backup(tmp_path / "backup", tmp_path / "elsewhere")


def test_objects_that_the_storage_has_lost_are_told(recording: Recording, tmp_path: Path) -> None:
    lost = recording.parts.first()
    assert lost
    vault.remove([lost.object_name])

    with pytest.raises(CommandError, match="has lost 1 objects"):
        call_command("backup", tmp_path / "backup")

    assert json.loads((tmp_path / "backup" / "backup.json").read_text())["missing"] == [lost.object_name]


def test_is_an_event_with_counts(recording: Recording, tmp_path: Path) -> None:
    manifest = back_up(folder=tmp_path / "backup")

    event = Event.objects.get(name="media.backed_up")
    assert event.subject_id == manifest.id
    assert (event.facts["objects"], event.facts["missing"], event.facts["keys"]) == (2, 0, False)


@pytest.mark.parametrize("which", ["films", "database", "backup.json", "elsewhere"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    recording: Recording, tmp_path: Path, which: str
) -> None:
    back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")
    place = tmp_path / ("elsewhere" if which == "elsewhere" else "backup")
    damaged = next(place / name for name in sorted(files_in(place)) if name.startswith(which) or "ring" in name)
    content = damaged.read_bytes()
    damaged.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    before = {path: path.read_bytes() for path in (tmp_path / "films").rglob("*") if path.is_file()}

    with pytest.raises(checksums.NotWhatItWas, match="is not what was backed up"):
        restore(folder=tmp_path / "backup", keys=tmp_path / "elsewhere", force=True)

    assert {path: path.read_bytes() for path in (tmp_path / "films").rglob("*") if path.is_file()} == before
    assert Recording.objects.filter(pk=recording.pk).exists()


def test_a_backup_that_was_not_finished_is_refused(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backup")
    (tmp_path / "backup" / checksums.LIST).unlink()

    with pytest.raises(CommandError, match="not finished"):
        call_command("restore", tmp_path / "backup")


def test_nothing_that_is_there_is_overwritten_unasked(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    with pytest.raises(NotEmpty, match="the films' storage and the folder of keys already"):
        restore(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    assert Recording.objects.filter(pk=recording.pk).exists()


def test_keys_of_another_backup_are_refused(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "one", keys=tmp_path / "keys of one")
    back_up(folder=tmp_path / "two", keys=tmp_path / "keys of two")

    with pytest.raises(KeysOfAnotherBackup):
        check_backup(tmp_path / "one", tmp_path / "keys of two")


def test_a_backup_of_a_later_version_is_refused(recording: Recording, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backup")

    with pytest.raises(database_copy.UnknownMigrations, match=r"cases\.9999_later"):
        database_copy.check_copy(tmp_path / "backup", migrations=[("cases", "9999_later")])


def test_changes_of_keys_wait_until_the_keys_are_copied(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no ring is copied with keys that are wrapped for another of its own."""
    write_and_check = checksums.write_and_check
    held = []

    def look(pieces: Any, target: Path) -> str:
        if "elsewhere" in target.parts:
            with (folder.root() / ".lock").open() as lock, pytest.raises(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held.append(target)
        return write_and_check(pieces, target)

    monkeypatch.setattr(checksums, "write_and_check", look)

    back_up(folder=tmp_path / "backup", keys=tmp_path / "elsewhere")

    assert len(held) == 4
