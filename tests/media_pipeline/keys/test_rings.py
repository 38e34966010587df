import base64
import multiprocessing
import os
import stat
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from media_pipeline import keys
from media_pipeline.keys import rings
from media_pipeline.keys.masters import software

RING = UUID("00000000-0000-4000-8000-000000000001")


def key_files(folder: Path) -> dict[str, bytes]:
    """Without the empty file that a lock is held on."""
    return {path.name: path.read_bytes() for path in folder.rglob("*.key")}


def test_a_data_key_opens_with_its_ring() -> None:
    plain, wrapped = keys.new_data_key(RING)

    assert keys.unwrap(RING, wrapped) == plain
    assert plain not in wrapped


def test_a_data_key_does_not_open_with_another_ring() -> None:
    other = uuid4()
    keys.new_data_key(other)
    _, wrapped = keys.new_data_key(RING)

    with pytest.raises(keys.KeyDestroyed):
        keys.unwrap(other, wrapped)


def test_a_key_does_not_open_on_another_ring() -> None:
    other = uuid4()
    keys.new_data_key(other)
    _, wrapped = keys.new_data_key(RING)
    key_id = keys.id_of(wrapped)
    rings.key_path(RING, key_id).rename(rings.key_path(other, key_id))

    with pytest.raises(keys.WrongKey):
        keys.unwrap(other, wrapped)


def test_nor_in_another_keys_place() -> None:
    _, one = keys.new_data_key(RING)
    _, another = keys.new_data_key(RING)
    rings.key_path(RING, keys.id_of(one)).rename(rings.key_path(RING, keys.id_of(another)))

    with pytest.raises(keys.WrongKey):
        keys.unwrap(RING, another)


def test_an_altered_data_key_does_not_open() -> None:
    _, wrapped = keys.new_data_key(RING)

    with pytest.raises(keys.WrongKey):
        keys.unwrap(RING, wrapped[:-1] + bytes([wrapped[-1] ^ 1]))


def test_rings_are_useless_without_the_master_key(settings: Any) -> None:
    _, wrapped = keys.new_data_key(RING)
    (settings.VIG_KEYS_DIR / "master.key").write_bytes(base64.b64encode(os.urandom(32)))
    rings._opened_ring.cache_clear()
    rings._opened_key.cache_clear()

    with pytest.raises(keys.WrongKey):
        keys.unwrap(RING, wrapped)


def test_no_key_lies_in_a_file_as_it_is(settings: Any) -> None:
    plain, wrapped = keys.new_data_key(RING)

    files = key_files(settings.VIG_KEYS_DIR)

    assert set(files) == {"master.key", f"{RING}.key", f"{keys.id_of(wrapped)}.key"}
    assert not any(plain in content or base64.b64encode(plain) in content for content in files.values())


def test_only_we_may_read_keys(settings: Any) -> None:
    keys.new_data_key(RING)

    for path in settings.VIG_KEYS_DIR.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_destroyed_ring_opens_nothing_any_more(settings: Any) -> None:
    _, wrapped = keys.new_data_key(RING)

    keys.destroy_ring(RING)

    assert set(key_files(settings.VIG_KEYS_DIR)) == {"master.key"}
    with pytest.raises(keys.RingDestroyed):
        keys.unwrap(RING, wrapped)


def test_destroying_a_ring_overwrites_it_first(settings: Any, tmp_path: Path) -> None:
    keys.new_data_key(RING)
    ring_file = settings.VIG_KEYS_DIR / "rings" / f"{RING}.key"
    second_name = tmp_path / "what the disk holds"
    os.link(ring_file, second_name)
    before = second_name.read_bytes()

    keys.destroy_ring(RING)

    assert len(second_name.read_bytes()) == len(before)
    assert second_name.read_bytes() != before


def test_destroying_a_ring_twice_does_no_harm() -> None:
    keys.new_data_key(RING)

    keys.destroy_ring(RING)
    keys.destroy_ring(RING)


def test_a_ring_destroyed_by_another_process_is_destroyed_here_too() -> None:
    _, wrapped = keys.new_data_key(RING)
    keys.unwrap(RING, wrapped)

    other = multiprocessing.get_context("fork").Process(target=keys.destroy_ring, args=[RING])
    other.start()
    other.join()

    assert other.exitcode == 0
    with pytest.raises(keys.RingDestroyed):
        keys.unwrap(RING, wrapped)


def _make_and_tell(barrier: Any, answers: Any) -> None:
    barrier.wait()
    answers.put(keys.new_data_key(RING))


def test_processes_that_make_a_ring_at_once_agree(settings: Any) -> None:
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(8), context.Queue()
    racers = [context.Process(target=_make_and_tell, args=[barrier, answers]) for _ in range(8)]
    for racer in racers:
        racer.start()
    made = [answers.get(timeout=20) for _ in racers]
    for racer in racers:
        racer.join()

    assert all(keys.unwrap(RING, wrapped) == plain for plain, wrapped in made)
    on_the_ring = {f"{keys.id_of(wrapped)}.key" for _, wrapped in made}
    assert set(key_files(settings.VIG_KEYS_DIR)) == {"master.key", f"{RING}.key"} | on_the_ring


def test_the_master_key_may_come_from_the_environment(settings: Any) -> None:
    settings.VIG_MASTER_KEY = base64.b64encode(bytes(range(32))).decode()

    plain, wrapped = keys.new_data_key(RING)

    assert keys.unwrap(RING, wrapped) == plain
    assert not (settings.VIG_KEYS_DIR / "master.key").exists()


def test_outside_demo_mode_a_missing_master_key_is_told_and_not_made(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="There is no master key: set VIG_MASTER_KEY"):
        keys.new_data_key(RING)

    assert not list(settings.VIG_KEYS_DIR.rglob("*.key"))


def test_outside_demo_mode_a_master_key_can_be_made_on_purpose(settings: Any) -> None:
    settings.DEMO = False

    first = software.make_key_file().read_bytes()

    assert software.make_key_file().read_bytes() == first
    assert len(base64.b64decode(first)) == 32
    keys.new_data_key(RING)


@pytest.mark.parametrize("master", ["not base64!", base64.b64encode(bytes(16)).decode()])
def test_a_malformed_master_key_is_told(settings: Any, master: str) -> None:
    settings.VIG_MASTER_KEY = master

    with pytest.raises(ImproperlyConfigured, match="VIG_MASTER_KEY must be 32 bytes in base64"):
        keys.new_data_key(RING)
