"""Tests in several processes beside each other (`pytest -n 2 --dist loadfile`): one test alone where time is measured.

What starts whole platforms comes first, so that none of it is left for one process while the others have nothing.
"""

import fcntl
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest

from .shared import shared_folder

TAKES_LONG = {"platform", "make_platform", "web", "workshop"}


def pytest_configure(config: pytest.Config) -> None:
    shared_folder()  # before there are others who would each make their own


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long = {item.path for item in items if TAKES_LONG & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with turn(alone=item.get_closest_marker("alone") is not None):
        return (yield)


@contextmanager
def turn(*, alone: bool) -> Iterator[None]:
    """Beside others, or `alone`: who wants that holds the door until the last has left, so that its turn comes."""
    with (shared_folder() / "door").open("w") as door, (shared_folder() / "room").open("w") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        if not alone:
            fcntl.flock(door, fcntl.LOCK_UN)
        yield
