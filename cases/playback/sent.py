"""What this process has sent to viewers in the last seconds, written to their viewings together.

A segment is asked for every second by every viewer, so that a write each would cost more than the segment. A thread of
its own writes what came together every `VIG_VIEWING_SECONDS`, and the process when it ends; only `kill -9` loses the
rest.
"""

import atexit
import logging
import threading
from uuid import UUID

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from cases.operations.watch_film import Sent, extend_viewings
from cases.ranges import Span, joined

logger = logging.getLogger(__name__)

Key = tuple[UUID, UUID, UUID | None]


class Outbox:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[Key, Sent] = {}
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def note(self, *, viewer: UUID, film: UUID, clip: UUID | None, span: Span) -> None:
        now = timezone.now()
        with self._lock:
            self._add(Sent(viewer=viewer, film=film, clip=clip, spans=[span], since=now, until=now))
            if settings.VIG_VIEWING_SECONDS and self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="viewings", daemon=True)
                self._thread.start()
                atexit.register(self.flush)
        if not settings.VIG_VIEWING_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is here; what cannot be written now stays for the next time."""
        with self._lock:
            sent, self._sent = list(self._sent.values()), {}
        if not sent:
            return
        try:
            extend_viewings(sent)
        except BaseException:
            with self._lock:
                for one in sent:
                    self._add(one)
            raise

    def stop(self) -> None:
        """The thread ends; what is here stays until somebody flushes, also when the process ends."""
        atexit.unregister(self.flush)
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _add(self, one: Sent) -> None:
        key = (one.viewer, one.film, one.clip)
        if before := self._sent.get(key):
            one = Sent(
                viewer=one.viewer,
                film=one.film,
                clip=one.clip,
                spans=joined([*before.spans, *one.spans]),
                since=min(before.since, one.since),
                until=max(before.until, one.until),
            )
        self._sent[key] = one

    def _go_on(self) -> None:
        while not self._stop.wait(settings.VIG_VIEWING_SECONDS):
            if not self._sent:
                continue
            try:
                self.flush()
            except AnyDatabaseError as error:
                logger.warning("Who watches what could not be written this time: %s", error)
                connection.close()
            except Exception:  # the thread goes on: what could not be written is tried again the next time
                logger.exception("Who watches what could not be written")
            finally:
                close_old_connections()


outbox = Outbox()
