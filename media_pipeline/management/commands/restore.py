from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from media_pipeline.checksums import NotWhatItWas
from media_pipeline.keys import ShredLogBroken
from media_pipeline.operations.restore import KeysOfAnotherBackup, NotEmpty, restore
from media_pipeline.vault import StorageDown
from vig.running import startup
from vig.running.database_copy import AnotherKindOfDatabase, CopyDamaged, UnknownMigrations


class Command(BaseCommand):
    help = "Brings a backup back and shreds again what was shredded since. Stop the platform first, on every machine."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="where `backup` put database and films")
        parser.add_argument(
            "--keys", type=Path, metavar="KEYDIR", help="where it put the keys; otherwise those here stay"
        )
        parser.add_argument(
            "--shredded", type=Path, metavar="LOG", help="a later shredded.log, where the folder of keys here is lost"
        )
        parser.add_argument("--force", action="store_true", help="in place of the data that is here")

    def handle(self, *, folder: Path, keys: Path | None, shredded: Path | None, force: bool, **_: Any) -> None:
        try:
            with startup.only_one():
                manifest, again = restore(folder=folder, keys=keys, shred_log=shredded, force=force)
        except (
            startup.CannotStart, NotWhatItWas, NotEmpty, KeysOfAnotherBackup, ShredLogBroken, AnotherKindOfDatabase,
            CopyDamaged, UnknownMigrations, StorageDown, OSError,
        ) as reason:  # fmt: skip
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"Everything is as it was at {manifest.made_at}, with {manifest.objects} objects, compared.")
        self.stdout.write(f"Shredded again, because they were shredded since: {again} films and clips.")
        self.stdout.write(
            "Nobody is signed in. What was changed since the backup (consents, roles) has to be done anew."
        )
