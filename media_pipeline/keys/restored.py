"""Keys that come back from a backup, and those among them that must go again."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from . import folder, rings, shredded
from .masters import software


def bring_back_keys(backup: Path) -> None:
    """Each ring of the backup takes the place of the ring of the same name, with its keys; other rings stay.

    Of master keys in files both are read from then on, the present one first; `rotate_keys --master` ends that.
    """
    with folder.changing():
        for ring_file in sorted((backup / "rings").glob("*.key")):
            _bring_back_ring(UUID(ring_file.stem), ring_file)
        master = backup / software.key_file().name
        if master.exists():
            words = software.key_file().read_bytes().split() if software.key_file().exists() else []
            both = dict.fromkeys([*words, *master.read_bytes().split()])
            folder.write(software.key_file(), b"\n".join(both) + b"\n")


def shred_again(entries: Iterable[shredded.Shredded]) -> None:
    """What the log says goes, if it is there; the log then says all that was ever shredded."""
    entries = list(entries)
    with folder.changing():
        missing = set(entries) - set(shredded.read())
        if missing:
            shredded.write_down(sorted(missing, key=lambda entry: entry.at))
        for entry in entries:
            if entry.key is None:
                rings.shred_ring(entry.ring)
            else:
                folder.shred(rings.key_path(entry.ring, entry.key))


def _bring_back_ring(ring: UUID, ring_file: Path) -> None:
    rings.shred_ring(ring)
    for key in sorted((ring_file.parent / ring_file.stem).glob("*.key")):
        folder.write(rings.key_path(ring, UUID(key.stem)), key.read_bytes())
    folder.write(rings.ring_path(ring), ring_file.read_bytes())
