from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vig.audit.anchors import Anchor, UnreadableAnchor, anchors_of_this_machine, read_anchors
from vig.audit.verifying import Fault, Verification

FAULTS_SHOWN = 10


class Command(BaseCommand):
    help = "Finds whether any event of the audit was changed, moved, taken out or cut off. Exit code 1 if so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            type=Path,
            metavar="FILE",
            help="lines that were published: a mail, a log, a file. Without it, the files of this machine",
        )

    def handle(self, *, anchor: list[Path] | None, **_: Any) -> None:
        verification = Verification(told=self.anchors(anchor))
        faults = list(islice(verification.faults(), FAULTS_SHOWN + 1))
        if faults:
            raise CommandError(self.report(faults))
        self.stdout.write(f"The audit is whole: {verification.events} events.")
        self.stdout.write(f"The last is number {verification.events}, {verification.head}.")
        if verification.anchors:
            self.stdout.write(f"It agrees with {verification.anchors} anchors that were published.")
        else:
            self.stdout.write("No anchor was found, so a cut end cannot be seen. Publish one: manage.py audit_anchor")

    def anchors(self, files: list[Path] | None) -> list[Anchor]:
        try:
            return [one for path in files for one in read_anchors(path)] if files else list(anchors_of_this_machine())
        except (UnreadableAnchor, OSError) as error:
            raise CommandError(str(error)) from error

    def report(self, faults: list[Fault]) -> str:
        shown = "\n".join(f"  {fault}" for fault in faults[1:FAULTS_SHOWN])
        more = "\n  and more" if len(faults) > FAULTS_SHOWN else ""
        after = f"\nAfter it:\n{shown}{more}" if shown else ""
        return f"The audit is NOT whole. The first event that is wrong:\n  {faults[0]}{after}"
