import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from media_pipeline import vault
from media_pipeline.sealing import FRAME, SealBroken

KEY = bytes(range(32))


@pytest.fixture
def films(settings: Any) -> Path:
    folder: Path = settings.STORAGES["films"]["OPTIONS"]["location"]
    return folder


@pytest.fixture
def small_disk(films: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount the small disk that this needs")
    films.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", films], check=True)
    yield films
    subprocess.run(["umount", films], check=True)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_gives_back_what_was_put() -> None:
    plain = os.urandom(3 * FRAME + 5)

    name = vault.put(plain, key=KEY)

    assert vault.get(name, key=KEY, size=len(plain)) == plain
    assert vault.exists(name)
    assert vault.listed([name, "00/00"]) == {name}


def test_gives_a_range() -> None:
    plain = os.urandom(3 * FRAME)
    name = vault.put(plain, key=KEY)

    pieces = vault.open_range(name, key=KEY, size=len(plain), start=FRAME - 3, stop=2 * FRAME + 3)

    assert b"".join(pieces) == plain[FRAME - 3 : 2 * FRAME + 3]


def test_no_plain_byte_and_no_telling_name_reaches_the_disk(films: Path) -> None:
    names = {vault.put(b"a parent and a child " * 50_000, key=KEY) for _ in range(3)}

    files = files_in(films)

    assert {str(path.relative_to(films)) for path in files} == names
    assert all(b"a parent" not in path.read_bytes() for path in files)
    assert all(len(name) == 35 and name[:2] == name[3:5] for name in names)


def test_an_object_moved_to_another_name_is_not_taken_for_it(films: Path) -> None:
    one, other = (vault.put(os.urandom(1000), key=KEY) for _ in range(2))
    (films / one).rename(films / other)

    with pytest.raises(SealBroken):
        vault.get(other, key=KEY, size=1000)


def test_removes_objects_and_does_not_mind_those_that_are_gone(films: Path) -> None:
    name = vault.put(b"film", key=KEY)

    vault.remove([name, name, "00/00000000000000000000000000000000"])

    assert not vault.exists(name)
    assert vault.listed([name]) == set()
    assert not files_in(films)


def test_a_lost_object_is_a_fault_of_the_storage() -> None:
    with pytest.raises(vault.StorageDown):
        vault.get("00/00000000000000000000000000000000", key=KEY, size=1)


def test_a_full_disk_is_told_and_leaves_nothing_behind(small_disk: Path) -> None:
    kept = vault.put(os.urandom(700_000), key=KEY)

    with pytest.raises(vault.StorageFull):
        vault.put(os.urandom(700_000), key=KEY)

    assert [str(path.relative_to(small_disk)) for path in files_in(small_disk)] == [kept]
    assert vault.put(os.urandom(100_000), key=KEY)


def test_a_storage_that_is_away_is_told(films: Path) -> None:
    films.parent.mkdir(parents=True, exist_ok=True)
    films.write_text("a file where the folder should be")

    with pytest.raises(vault.StorageDown):
        vault.put(b"film", key=KEY)
