from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from media_pipeline.checksums import NotWhatItWas
from media_pipeline.operations.backup import NotThere, back_up
from media_pipeline.vault import StorageDown
from vig.running.database_copy import CopyDamaged


class Command(BaseCommand):
    help = "Copies database and films, and apart from them the keys, while the platform runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder for database and films")
        parser.add_argument("--keys", type=Path, metavar="KEYDIR", help="a new folder for the keys, kept elsewhere")

    def handle(self, *, folder: Path, keys: Path | None, **_: Any) -> None:
        try:
            manifest = back_up(folder=folder, keys=keys)
        except (NotThere, NotWhatItWas, CopyDamaged, StorageDown, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{folder}: the database and {manifest.objects} objects, {manifest.bytes} bytes, compared.")
        if keys is None:
            self.stdout.write("Without the keys nothing of it can be watched: back them up too, with --keys elsewhere.")
        else:
            self.stdout.write(f"{keys}: the keys. Keep this folder where the other one is not.")
        if manifest.missing:
            raise CommandError(
                f"All there is was copied. The films' storage has lost {len(manifest.missing)} objects that the "
                f"database names: see `missing` in {folder}/backup.json."
            )
