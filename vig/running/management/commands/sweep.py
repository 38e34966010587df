import signal
import sys
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from vig.running.sweeping import every_sweep, sweep_what_is_due


class Command(BaseCommand):
    help = "Does what the platform does by itself: lost jobs, expired uploads, and all else that SWEEPS names."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped, at this interval")

    def handle(self, *, every: float | None, **_: Any) -> None:
        if every is None:
            self.once()
            return
        stop = threading.Event()
        for asked_by in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked_by, lambda *_: stop.set())
        self.go_on(every, stop)

    def once(self) -> None:
        """Every sweep, and exit code 1 if one could not be done."""
        sweeps, done = every_sweep(), 0
        for sweep, did in sweep_what_is_due(sweeps, timezone.now()):
            self.stdout.write(f"{sweep.name}: {did}")
            done += 1
        if done < len(sweeps):
            sys.exit(1)

    def go_on(self, every: float, stop: threading.Event) -> None:
        sweeps = every_sweep()
        while True:
            for _ in sweep_what_is_due(sweeps, timezone.now()):
                pass
            if stop.wait(every):
                return
