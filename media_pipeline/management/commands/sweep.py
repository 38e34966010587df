import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management import BaseCommand
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.utils import timezone

from media_pipeline.operations.sweep import remove_orphans, sweep
from media_pipeline.vault import StorageDown

logger = logging.getLogger(__name__)

ORPHANS_EVERY = timedelta(hours=1)


class Command(BaseCommand):
    help = "Sends lost jobs again, ends expired uploads and removes objects that belong to nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped, at this interval")

    def handle(self, *, every: float | None, **_: Any) -> None:
        if every is None:
            now = timezone.now()
            swept = sweep(now=now)
            self.stdout.write(f"{swept}, {remove_orphans(now=now)} orphans removed")
            return
        stop = threading.Event()
        for asked_by in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked_by, lambda *_: stop.set())
        self.go_on(every, stop)

    def go_on(self, every: float, stop: threading.Event) -> None:
        orphans_due = timezone.now()
        while True:
            orphans_due = self.sweep_if_possible(orphans_due)
            if stop.wait(every):
                return

    def sweep_if_possible(self, orphans_due: datetime) -> datetime:
        """Answers when to look for orphans next. A database or storage that is away is tried again the next time."""
        now = timezone.now()
        try:
            sweep(now=now)
            if now >= orphans_due:
                remove_orphans(now=now)
                return now + ORPHANS_EVERY
        except (AnyDatabaseError, StorageDown) as error:
            logger.warning("Could not sweep this time: %s", error)
            connection.close()
        return orphans_due
