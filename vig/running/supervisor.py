import selectors
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from .child import Child
from .parts import Part

TURN_SECONDS = 0.2
GRACE_SECONDS = 6.0


class Supervisor:
    """Starts the parts, passes on what they say, starts again what ends, and stops all of them together.

    One thread and no locks: a signal only sets a mark that the next turn reads.
    """

    def __init__(self, parts: list[Part], *, say: Callable[[str], None]) -> None:
        self.parts = parts
        self.say = say
        self.children: list[Child] = []
        self.stopping = False
        self.width = max(len(part.name) for part in parts)

    def run(self, *, until_ready: Callable[[], bool], on_ready: Callable[[], None]) -> None:
        """Until SIGINT, SIGTERM or SIGHUP; `on_ready` is called once, when `until_ready` first holds."""
        ready = False
        with self._signals_stop():
            try:
                self.children.extend(Child(part) for part in self.parts)
                while not self.stopping:
                    self._turn()
                    self._start_again_what_ended()
                    if not ready and until_ready():
                        ready = True
                        on_ready()
            finally:
                self._stop()

    @contextmanager
    def _signals_stop(self) -> Iterator[None]:
        before = {which: signal.signal(which, self._mark) for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for which, handler in before.items():
                signal.signal(which, handler)

    def _mark(self, which: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _turn(self) -> None:
        """Waits for words from the children, at most a moment, and passes them on."""
        with selectors.DefaultSelector() as selector:
            for child in self.children:
                if child.running:
                    selector.register(child.stdout, selectors.EVENT_READ)
            if selector.get_map():
                selector.select(TURN_SECONDS)
            else:
                time.sleep(TURN_SECONDS)
        for child in self.children:
            self._pass_on(child)

    def _pass_on(self, child: Child) -> None:
        for line in child.lines():
            self.say(f"{child.part.name:<{self.width}} | {line}")

    def _start_again_what_ended(self) -> None:
        for child in self.children:
            if child.start_again_at is not None:
                if time.monotonic() >= child.start_again_at:
                    child.start()
            elif not child.running:
                self._plan_another_start(child)

    def _plan_another_start(self, child: Child) -> None:
        self._pass_on(child)
        child.close()
        pause = child.pause()
        child.start_again_at = time.monotonic() + pause
        self.say(f"{child.part.name} ended ({child.how_it_ended()}); starting it again in {pause:g} s.")

    def _stop(self) -> None:
        """Asks all to stop, waits a few seconds, and ends what is still there. Half-done work is taken up again."""
        for child in self.children:
            child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.running for child in self.children) and time.monotonic() < deadline:
            self._turn()
        for child in self.children:
            child.close()
