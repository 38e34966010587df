from pathlib import Path
from uuid import UUID, uuid4

import pytest

from media_pipeline import keys
from media_pipeline.keys import ShredLogBroken, folder, shredded

RING = UUID("00000000-0000-4000-8000-000000000001")


def shred_one() -> UUID:
    _, wrapped = keys.new_data_key(RING)
    keys.destroy_keys(RING, [keys.id_of(wrapped)])
    return keys.id_of(wrapped)


def test_says_which_key_of_which_ring_went_and_when() -> None:
    first, second = shred_one(), shred_one()
    keys.destroy_ring(RING)

    entries = shredded.read()

    assert [(entry.ring, entry.key) for entry in entries] == [(RING, first), (RING, second), (RING, None)]
    assert entries == sorted(entries, key=lambda entry: entry.at)


def test_is_written_before_the_key_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    class PowerCut(BaseException):
        pass

    def power_cut(path: Path) -> None:
        raise PowerCut

    _, wrapped = keys.new_data_key(RING)
    monkeypatch.setattr(folder, "shred", power_cut)

    with pytest.raises(PowerCut):
        keys.destroy_keys(RING, [keys.id_of(wrapped)])

    assert [entry.key for entry in shredded.read()] == [keys.id_of(wrapped)]


def test_what_is_gone_already_is_not_written_down_twice() -> None:
    key_id = shred_one()

    keys.destroy_keys(RING, [key_id, uuid4()])
    keys.destroy_ring(uuid4())

    assert len(shredded.read()) == 1


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_line_that_was_taken_out_is_noticed(line: int) -> None:
    shred_one(), shred_one(), shred_one(), shred_one()
    lines = shredded.log_file().read_text().splitlines(keepends=True)
    shredded.log_file().write_text("".join(lines[:line] + lines[line + 1 :]))

    with pytest.raises(ShredLogBroken):
        shredded.read()


def test_a_line_that_was_altered_is_noticed() -> None:
    key_id = shred_one()
    log = shredded.log_file()
    log.write_text(log.read_text().replace(str(key_id), str(uuid4())))

    with pytest.raises(ShredLogBroken):
        shredded.read()


def test_goes_on_after_a_line_that_a_power_cut_tore() -> None:
    first = shred_one()
    with shredded.log_file().open("a") as log:
        log.write("2026-11-25T09:00:00+00:00 0000")

    second = shred_one()

    assert [entry.key for entry in shredded.read()] == [first, second]


def test_only_we_may_read_it() -> None:
    shred_one()

    assert shredded.log_file().stat().st_mode & 0o777 == 0o600


def test_a_ring_that_was_shredded_is_never_made_anew() -> None:
    keys.new_data_key(RING)
    keys.destroy_ring(RING)

    with pytest.raises(keys.RingDestroyed):
        keys.new_data_key(RING)
