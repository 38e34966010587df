"""What a running platform does when parts of it die, and when it is asked to stop."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
import requests

from tests.services.platform import Platform
from tests.services.waiting import wait_until
from vig.running import parts

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def to_break(make_platform: Callable[..., Platform]) -> Platform:
    return make_platform()


@pytest.fixture
def own(to_break: Platform) -> Platform:
    """A platform of our own, to break; it runs, whatever the test before did to it."""
    if not to_break.process or to_break.process.poll() is not None:
        to_break.start()
    wait_until(lambda: all_are_there(to_break) and to_break.ready(), what="every part runs")
    return to_break


def all_are_there(platform: Platform, *, but: Mapping[str, int] = MappingProxyType({})) -> bool:
    """Each part runs, and none of them as one of the processes that ran before."""
    now = platform.children
    return set(now) == set(parts.NAMES) and not set(now.values()) & set(but.values())


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def everyone(platform: Platform) -> list[int]:
    return [*platform.children.values(), *platform.web_processes]


def test_every_part_is_started_again_when_it_is_killed(own: Platform) -> None:
    before = own.children

    for name in before:
        own.kill(name)

    wait_until(lambda: all_are_there(own, but=before), what="all are back")
    for name in before:
        assert f"{name} ended (killed by SIGKILL); starting it again in 0.5 s." in own.said
    wait_until(own.ready, what="all is ready again")


def test_a_web_process_that_is_killed_is_replaced_while_the_others_answer(own: Platform) -> None:
    victim = own.web_processes[0]

    os.kill(victim, signal.SIGKILL)

    assert requests.get(f"{own.url}/healthz", timeout=10).status_code == 200
    wait_until(lambda: len(own.web_processes) == 2 and victim not in own.web_processes, what="it is replaced")


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_stops_within_seconds_and_leaves_nobody_behind(own: Platform, which: signal.Signals) -> None:
    there = everyone(own)
    began = time.monotonic()

    code = own.stop(which)

    assert code == 0
    assert time.monotonic() - began < 15
    assert [pid for pid in there if alive(pid)] == []
    assert own.said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in own.said


def test_leaves_nobody_behind_when_the_supervisor_itself_is_killed(own: Platform) -> None:
    there = everyone(own)

    own.stop(signal.SIGKILL)

    wait_until(lambda: not any(map(alive, there)), seconds=15, what="all have gone with it")


def test_tells_where_to_go_and_who_may_sign_in(own: Platform) -> None:
    wait_until(lambda: "Ready." in own.said, what="it says that it is ready")

    assert f"Ready. Open {own.url}  (Ctrl-C stops it)" in own.said
    wait_until(lambda: "dana@demo.vig" in own.said, what="it says who may sign in")
    assert "Sign in as any of these, with the password vig-demo-2026" in own.said
    assert "mira@demo.vig        Practitioner" in own.said


def test_a_second_start_takes_seconds(own: Platform) -> None:
    own.stop()
    began = time.monotonic()

    own.start()

    assert time.monotonic() - began < 30


def test_scratch_that_a_killed_process_left_is_gone_at_the_next_start(own: Platform) -> None:
    left_behind = own.data / "scratch" / "left-behind"
    left_behind.write_text("a picture of a child")

    own.restart()

    assert not left_behind.exists()
