from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError

from media_pipeline.keys import RingDestroyed
from media_pipeline.keys.rings import rings
from media_pipeline.keys.rotation import NothingToRotate, Progress
from media_pipeline.keys.wrapping import MasterKeyAway
from media_pipeline.models import Recording
from media_pipeline.operations.reseal import FilmAtWork, reseal_recording
from media_pipeline.operations.rotate import rotate_master_key, rotate_ring
from media_pipeline.vault import StorageDown


class Command(BaseCommand):
    help = (
        "Puts new keys in place of old ones while the platform runs. Stopped or killed, it goes on when called again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--master", action="store_true", help="the master key; every ring is wrapped anew")
        which.add_argument(
            "--ring", type=UUID, metavar="RING", help="the key of a ring (a case); its keys are wrapped anew"
        )
        which.add_argument("--data", type=UUID, metavar="RECORDING", help="a film's data key; all of it is sealed anew")
        which.add_argument("--all", action="store_true", dest="every", help="the master key and the key of every ring")

    def handle(self, *, master: bool, ring: UUID | None, data: UUID | None, every: bool, **_: Any) -> None:
        try:
            if master or every:
                self.follow("The master key", rotate_master_key())
            for one in rings() if every else filter(None, [ring]):
                self.follow(f"Ring {one}", rotate_ring(ring=one))
            if data:
                self.follow(f"The data key of {data}", reseal_recording(recording_id=data))
        except Recording.DoesNotExist as error:
            raise CommandError(f"There is no film {data}.") from error
        except FilmAtWork as error:
            raise CommandError("This film is still arriving or being made ready, or is destroyed.") from error
        except (NothingToRotate, StorageDown, MasterKeyAway, ImproperlyConfigured) as advice:
            raise CommandError(str(advice)) from advice
        except RingDestroyed as gone:
            raise CommandError(f"There is no ring {gone}.") from gone

    def follow(self, what: str, steps: Iterator[Progress]) -> None:
        for progress in steps:
            self.stdout.write(f"{what}: {progress.done} of {progress.total}")
            self.stdout.flush()
        self.stdout.write(f"{what} is changed.")
