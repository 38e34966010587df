"""Files put together into one sealed zip: by a job that may die at any time, and gone for good at its end."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import KeyDestroyed, id_of, unwrap
from media_pipeline.models import Bundle, Job
from media_pipeline.operations import sealed_parts
from media_pipeline.operations.bundles import FileOfBundle, ask_for_bundle, destroy_bundle, fill_bundle
from media_pipeline.operations.claims import LEASE, claim, give_up_exhausted
from media_pipeline.operations.objects import every_object_name
from media_pipeline.operations.sweep import KEEP_ORPHANS, remove_orphans, sweep
from tests.cases.asking_for_a_copy import zip_of
from tests.media_pipeline.messages import take_all_messages, take_messages
from tests.media_pipeline.uploaded import stored_objects

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """As if the process were gone: nothing is tidied up."""


@pytest.fixture
def bundle() -> Bundle:
    take_all_messages()
    return ask_for_bundle(key_ring=uuid4())


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_parts, "LARGEST_PART", 1000)


def job_of(bundle: Bundle) -> Job:
    return bundle.jobs.get()


def files(count: int = 20) -> Iterator[FileOfBundle]:
    for number in range(count):
        content = bytes(range(256)) * 2 + str(number).encode()
        yield FileOfBundle(f"file-{number}", lambda out, content=content: out.write(content))  # type: ignore[misc]


def fill(bundle: Bundle, contents: Iterator[FileOfBundle]) -> None:
    held = claim(job_of(bundle).pk, worker="one")
    assert held is not None
    with held:
        fill_bundle(held, contents, swap_in=lambda _: None)


def test_wakes_whoever_knows_what_goes_in(bundle: Bundle) -> None:
    assert take_messages("films") == [("cases.tasks.build_export", {"job_id": str(job_of(bundle).pk)})]


def test_is_one_zip_in_sealed_parts(bundle: Bundle) -> None:
    fill(bundle, files())

    bundle.refresh_from_db()
    packed = zipfile.ZipFile(io.BytesIO(zip_of(bundle)))
    assert packed.testzip() is None
    assert packed.namelist() == [*(f"file-{number}" for number in range(20)), "manifest.json"]
    assert bundle.parts.count() > 5
    assert (bundle.state, bundle.size) == ("ready", len(zip_of(bundle)))
    assert job_of(bundle).state == Job.State.DONE


def test_a_worker_that_dies_leaves_nothing_that_counts(bundle: Bundle, tmp_path: Path) -> None:
    def dying() -> Iterator[FileOfBundle]:
        yield from files()
        raise Killed

    held = claim(job_of(bundle).pk, worker="one")
    assert held is not None
    with pytest.raises(Killed):
        fill_bundle(held, dying(), swap_in=lambda _: None)
    orphans = stored_objects(tmp_path / "films")
    assert orphans
    assert not bundle.parts.exists()

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1), tick=False):
        fill(bundle, files())

    bundle.refresh_from_db()
    assert zipfile.ZipFile(io.BytesIO(zip_of(bundle))).testzip() is None
    named = set(bundle.parts.values_list("object_name", flat=True))
    assert not named & orphans
    remove_orphans(now=timezone.now() + KEEP_ORPHANS * 2)
    assert stored_objects(tmp_path / "films") == named


def test_a_fault_leaves_no_object_and_another_attempt(bundle: Bundle, tmp_path: Path) -> None:
    def faulty() -> Iterator[FileOfBundle]:
        yield from files()
        raise vault.StorageDown("away")

    with pytest.raises(vault.StorageDown):
        fill(bundle, faulty())

    assert not stored_objects(tmp_path / "films")
    assert job_of(bundle).state == Job.State.WAITING


def test_workers_that_always_die_fail_it_with_a_sentence(bundle: Bundle) -> None:
    Job.objects.update(state=Job.State.RUNNING, attempts_left=0, lease_until=timezone.now() - LEASE)

    give_up_exhausted(now=timezone.now())

    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.FAILED
    assert "Please build it again" in bundle.failure_message


def test_destroyed_its_key_and_objects_are_gone(bundle: Bundle, tmp_path: Path) -> None:
    fill(bundle, files())
    bundle.refresh_from_db()
    wrapped = bytes(bundle.wrapped_key)

    assert destroy_bundle(bundle=bundle)
    assert not destroy_bundle(bundle=bundle)

    bundle.refresh_from_db()
    assert not stored_objects(tmp_path / "films")
    assert (bundle.state, bytes(bundle.wrapped_key)) == ("destroyed", b"")
    with pytest.raises(KeyDestroyed):
        unwrap(bundle.key_ring, wrapped)
    assert id_of(wrapped)


def test_the_sweeper_goes_on_where_the_storage_was_away(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(bundle, files())

    def away(names: object) -> None:
        raise vault.StorageDown("away")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(vault, "remove", away)
        destroy_bundle(bundle=bundle)
    assert bundle.parts.exists()

    assert sweep(now=timezone.now()).bundles_removed == 1

    assert not bundle.parts.exists()


def test_destroyed_while_it_is_filled_it_is_not_ready(bundle: Bundle, tmp_path: Path) -> None:
    def destroyed_meanwhile() -> Iterator[FileOfBundle]:
        yield from files()
        destroy_bundle(bundle=bundle)

    fill(bundle, destroyed_meanwhile())

    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.DESTROYED
    assert not stored_objects(tmp_path / "films")


def test_a_backup_takes_it_along(bundle: Bundle) -> None:
    fill(bundle, files())

    assert set(bundle.parts.values_list("object_name", flat=True)) <= set(every_object_name())
