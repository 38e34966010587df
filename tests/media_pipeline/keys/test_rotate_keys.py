"""New keys in old ones' place, while others read and write, and from wherever a kill left it."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from media_pipeline import keys
from media_pipeline.keys import folder, masters, rings, rotation
from media_pipeline.keys.masters.software import key_file, new_word
from media_pipeline.keys.rotation import Progress
from media_pipeline.keys.wrapping import WrongKey
from media_pipeline.operations.rotate import rotate_master_key, rotate_ring
from vig.audit.models import Event

pytestmark = pytest.mark.django_db

RING = UUID("00000000-0000-4000-8000-000000000001")

Made = dict[UUID, list[tuple[bytes, bytes]]]


@pytest.fixture
def made() -> Made:
    return {ring: [keys.new_data_key(ring) for _ in range(3)] for ring in (RING, uuid4())}


def all_open(made: Made) -> bool:
    return all(keys.unwrap(ring, wrapped) == plain for ring, pairs in made.items() for plain, wrapped in pairs)


def ring_record(ring: UUID = RING) -> bytes:
    return rings.ring_path(ring).read_bytes()


def test_a_ring_gets_a_new_key_and_the_old_one_opens_nothing(made: Made) -> None:
    old_key, old_files = rings.ring_keys(RING)[0], {path: path.read_bytes() for path in rings.keys_on(RING)}

    call_command("rotate_keys", "--ring", str(RING))

    assert all_open(made)
    assert old_key not in rings.ring_keys(RING)
    assert len(rings.ring_keys(RING)) == 1
    for path, before in old_files.items():
        assert path.read_bytes() != before
        with pytest.raises(WrongKey):
            rings.unwrap_by_any([old_key], path.read_bytes(), bound_to=rings.key_on_ring(RING, UUID(path.stem)))


def test_a_change_of_a_ring_leaves_other_rings_alone(made: Made) -> None:
    other = next(ring for ring in made if ring != RING)
    before = ring_record(other)

    call_command("rotate_keys", "--ring", str(RING))

    assert ring_record(other) == before


def test_the_master_key_in_the_file_is_replaced_and_overwritten(made: Made, tmp_path: Path) -> None:
    what_the_disk_holds = tmp_path / "second name"
    (old,) = masters.masters()
    before = ring_record()

    steps = rotate_master_key()
    next(steps)
    os.link(key_file(), what_the_disk_holds)
    both = what_the_disk_holds.read_bytes().split()
    list(steps)

    assert all_open(made)
    assert len(masters.masters()) == 1
    assert masters.masters() != [old]
    assert ring_record() != before
    with pytest.raises(WrongKey):
        old.unwrap(ring_record(), bound_to=rings.ring_name(RING))
    assert not set(both) & set(what_the_disk_holds.read_bytes().split())


def test_the_master_key_of_the_environment_is_changed_in_its_own_order(settings: Any) -> None:
    old, new = new_word().decode(), new_word().decode()
    settings.VIG_MASTER_KEY = old
    plain, wrapped = keys.new_data_key(RING)
    with pytest.raises(CommandError, match="VIG_MASTER_KEY='new old'"):
        call_command("rotate_keys", "--master")

    settings.VIG_MASTER_KEY = f"{new} {old}"
    call_command("rotate_keys", "--master")

    settings.VIG_MASTER_KEY = new
    rings._opened_ring.cache_clear()
    rings._opened_key.cache_clear()
    assert keys.unwrap(RING, wrapped) == plain


def test_rings_move_from_the_environment_into_the_file(settings: Any) -> None:
    settings.VIG_MASTER_KEY = new_word().decode()
    plain, wrapped = keys.new_data_key(RING)
    settings.VIG_MASTER_FROM = masters.FILE

    call_command("rotate_keys", "--master")

    settings.VIG_MASTER_KEY = ""
    rings._opened_ring.cache_clear()
    rings._opened_key.cache_clear()
    assert keys.unwrap(RING, wrapped) == plain


def test_all_of_them(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in folder.root().rglob("*.key")}

    call_command("rotate_keys", "--all")

    assert all_open(made)
    assert all(path.read_bytes() != content for path, content in before.items())
    said = capsys.readouterr().out
    assert "The master key: 2 of 2" in said
    assert f"Ring {RING}: 3 of 3" in said
    assert f"Ring {RING} is changed." in said


def test_each_change_is_one_event_without_a_key(made: Made) -> None:
    call_command("rotate_keys", "--master")
    call_command("rotate_keys", "--ring", str(RING))
    call_command("rotate_keys", "--ring", str(RING))

    assert Event.objects.filter(name="media.master_key_rotated").count() == 1
    of_ring = Event.objects.filter(name="media.ring_rotated", subject_id=str(RING))
    assert of_ring.count() == 2
    assert len({event.facts["to"] for event in of_ring}) == 2


class Killed(BaseException):
    pass


ROTATIONS: dict[str, Callable[[], Iterator[Progress]]] = {
    "master": rotate_master_key,
    "ring": lambda: rotate_ring(ring=RING),
}


@pytest.mark.parametrize("what", ROTATIONS)
@pytest.mark.parametrize("after", range(6))
def test_killed_before_any_write_it_goes_on(made: Made, what: str, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = 0
    really_write = folder.write

    def write(path: Path, content: bytes) -> None:
        nonlocal written
        if written == after:
            raise Killed
        written += 1
        really_write(path, content)

    with monkeypatch.context() as power_cut:
        power_cut.setattr(folder, "write", write)
        with suppress(Killed):
            list(ROTATIONS[what]())
    assert all_open(made), "with the change half done"
    made[RING].append(keys.new_data_key(RING))

    list(ROTATIONS[what]())

    assert all_open(made)
    assert len(rings.records(ring_record())) == 1
    assert len(masters.masters()) == 1


@pytest.mark.parametrize("what", ROTATIONS)
def test_going_on_after_a_kill_makes_no_second_event(made: Made, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(path: Path, content: bytes) -> None:
        raise Killed

    with monkeypatch.context() as power_cut:
        power_cut.setattr(folder, "replace", killed)
        with pytest.raises(Killed):
            list(ROTATIONS[what]())

    list(ROTATIONS[what]())

    assert Event.objects.filter(name__startswith="media.").count() == 1
    assert all_open(made)


def test_keys_that_are_made_and_shredded_meanwhile_come_out_right(made: Made) -> None:
    (_, shredded), *_ = made[RING]
    steps = rotate_ring(ring=RING)
    next(steps)
    new = keys.new_data_key(RING)
    keys.destroy_keys(RING, [keys.id_of(shredded)])

    list(steps)

    made[RING] = [*made[RING][1:], new]
    assert all_open(made)
    with pytest.raises(keys.KeyDestroyed):
        keys.unwrap(RING, shredded)


def test_a_ring_that_is_shredded_meanwhile_stays_shredded(made: Made) -> None:
    steps = rotate_ring(ring=RING)
    next(steps)
    keys.destroy_ring(RING)

    with pytest.raises(keys.RingDestroyed):
        list(steps)

    assert not rings.ring_path(RING).exists()
    assert not rings.keys_on(RING)


def test_an_unknown_ring_is_told() -> None:
    with pytest.raises(CommandError, match="There is no ring"):
        call_command("rotate_keys", "--ring", str(uuid4()))


def _read_on_and_on(made: Made, stop: Any, wrong: Any) -> None:
    while not stop.is_set():
        if not all_open(made):
            wrong.set()


def test_other_processes_read_and_make_keys_all_the_while(made: Made) -> None:
    context = multiprocessing.get_context("fork")
    stop, wrong, answers = context.Event(), context.Event(), context.Queue()
    readers = [context.Process(target=_read_on_and_on, args=[made, stop, wrong]) for _ in range(2)]
    maker = context.Process(target=lambda: answers.put([keys.new_data_key(RING) for _ in range(20)]))
    for process in (*readers, maker):
        process.start()

    for _ in range(3):
        call_command("rotate_keys", "--all")
    made_meanwhile = answers.get(timeout=30)
    stop.set()
    for process in (*readers, maker):
        process.join()

    assert not wrong.is_set()
    assert [reader.exitcode for reader in readers] == [0, 0]
    made[RING] += made_meanwhile
    assert all_open(made)


def _rotate_for_ever() -> None:
    while True:
        rotation.begin_master()
        list(rotation.rewrap_rings())
        rotation.finish_master()
        rotation.begin_ring(RING)
        list(rotation.rewrap_keys(RING))
        rotation.finish_ring(RING)


def test_killed_at_random_nothing_is_lost(made: Made) -> None:
    for nap in (0.011, 0.023, 0.031, 0.047, 0.053):
        child = multiprocessing.get_context("fork").Process(target=_rotate_for_ever)
        child.start()
        time.sleep(nap)  # not for a state: the point is to strike anywhere
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        assert all_open(made)

    call_command("rotate_keys", "--all")
    assert all_open(made)
