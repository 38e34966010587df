import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connections

from vig.running import ask, heartbeat, parts, startup
from vig.running.demo import signing_in
from vig.running.readiness import Unready
from vig.running.supervisor import Supervisor


class Command(BaseCommand):
    help = "Runs the platform: web, workers and sweeper under one supervisor. Ctrl-C stops it."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", nargs="*", type=parts.name, default=[*parts.NAMES], help=" ".join(parts.NAMES))
        parser.add_argument(
            "--prepare", action="store_true", help="first migrate, put the front end in place and make the demo service"
        )
        parser.add_argument("--reload", action="store_true", help="start web processes again when a source changes")

    def handle(self, *, part: list[str], prepare: bool, reload: bool, **_: Any) -> None:
        try:
            with startup.only_one():
                self.start(part, prepare=prepare, reload=reload)
        except startup.CannotStart as reason:
            sys.exit(str(reason))

    def start(self, names: list[str], *, prepare: bool, reload: bool) -> None:
        if "web" in names:
            startup.check_port()
        startup.leave_no_core()
        startup.check_machine()
        if prepare:
            self.prepare()
        startup.check_database()
        if "web" in names:
            startup.check_front_end()
        connections.close_all()
        self.say(f"Starting {', '.join(names)}")
        Supervisor(parts.chosen(names, reload=reload), say=self.say).run(
            until_ready=Readiness() if "web" in names else lambda: True,
            on_ready=self.say_where if "web" in names else lambda: None,
        )
        self.say("Stopped.")

    def prepare(self) -> None:
        startup.check_front_end_is_built()
        self.say("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
        self.say("Putting the front end in place")
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.DEMO:
            self.say("Looking after the demo service")
            call_command("demo")

    def say_where(self) -> None:
        self.say(f"Ready. Open {settings.SITE_URL}  (Ctrl-C stops it)")
        for line in signing_in():
            self.say(line)
        connections.close_all()

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class Readiness:
    """Asks /readyz once the workers have been seen, at most once a second: the supervisor has other things to do."""

    def __init__(self) -> None:
        self.asked_at = 0.0

    def __call__(self) -> bool:
        if time.monotonic() - self.asked_at < 1:
            return False
        self.asked_at = time.monotonic()
        try:
            heartbeat.workers_seen()
        except Unready:
            return False
        called = settings.ALLOWED_HOSTS[0].lstrip(".")
        return ask.is_ready(host=settings.HOST, port=settings.PORT, called=called)
