from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vig.running import startup


class Command(BaseCommand):
    help = "Measure the figures of docs/benchmarks.md on this machine, on a platform and data of their own."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("figures", nargs="*", metavar="FIGURE", help="which to make; all of them if none is named")
        parser.add_argument("--quick", action="store_true", help="tiny films: shows that it works, measures nothing")
        parser.add_argument("--write", action="store_true", help="write them into docs/benchmarks.md")

    def handle(self, *, figures: list[str], quick: bool, write: bool, **_: Any) -> None:
        try:
            from tests.bench.document import write_block
            from tests.bench.run import FIGURES, measure
        except ImportError as error:
            raise CommandError(f"The bench runs from a checkout that `make test` has prepared ({error}).") from error
        unknown = set(figures) - set(FIGURES)
        if unknown:
            raise CommandError(f"There is no figure {', '.join(unknown)}. Choose from {', '.join(FIGURES)}.")
        startup.check_front_end_is_built()
        for name, text in measure(figures or list(FIGURES), quick=quick, say=self.say):
            self.stdout.write(f"\n## {name}\n\n{text}\n")
            if write:
                write_block(name, text)

    def say(self, line: str) -> None:
        self.stderr.write(f"... {line}")
