"""A copy of database, films and keys that can be brought back, made while the platform runs.

Films stay sealed. The keys go into a folder of their own, so that neither copy shows anything to whoever finds it.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from media_pipeline import checksums, vault
from media_pipeline.keys import folder as keys_folder
from vig.audit.operations import Thing, record_event
from vig.running import database_copy

from .objects import every_object_name

MANIFEST = "backup.json"
FORMAT = 1
FILMS = "films"
KEYS = "keys"


class NotThere(Exception):
    """A backup cannot be made there. Why is said."""


@dataclass(frozen=True)
class Manifest:
    """What a backup is. `keys` names the same backup's folder of keys by this `id`."""

    id: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    objects: int
    bytes: int
    missing: list[str]
    format: int = FORMAT


def back_up(*, folder: Path, keys: Path | None = None) -> Manifest:
    """Database first, then objects, then keys: whatever the database names is then in the rest, or was destroyed since.

    `missing` are objects that the database names and the storage has lost. Raises NotThere, StorageDown, NotWhatItWas.
    """
    _require_places(folder, keys)
    now, named = timezone.now(), set(every_object_name())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database_copy.copy_database(folder)
    digests = _digests_of_database(folder)
    copied = dict(_copy_objects(folder / FILMS))
    digests |= {f"{FILMS}/{name}": digest for name, (digest, _) in copied.items()}
    manifest = Manifest(
        id=str(uuid4()),
        made_at=now.isoformat(),
        database=database_copy.kind(),
        migrations=database_copy.migrations_applied(),
        objects=len(copied),
        bytes=sum(size for _, size in copied.values()),
        missing=sorted(named & set(every_object_name()) - copied.keys()),
    )
    if keys is not None:
        _copy_keys(keys, backup=manifest.id)
    _finish(folder, asdict(manifest), digests)
    _note(manifest, with_keys=keys is not None)
    return manifest


def _require_places(folder: Path, keys: Path | None) -> None:
    places = [place.resolve() for place in (folder, keys) if place is not None]
    for place in places:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise NotThere(f"{place} is not empty. Name a new folder for each backup.")
    if len(places) > 1 and (places[0] in (places[1], *places[1].parents) or places[1] in places[0].parents):
        raise NotThere("Keys beside what they open protect nothing: name a folder for them that is not in the other.")


def _digests_of_database(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): checksums.sha256_of_file(path) for path in files}


def _copy_objects(target: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Name, digest and size of each. What is destroyed while we copy is not in the copy."""
    for names in vault.folders():
        for name in names:
            try:
                digest = checksums.write_and_check(_sealed(name), target / name)
            except vault.StorageDown:
                if vault.exists(name):
                    raise
                (target / name).unlink(missing_ok=True)
            else:
                yield name, (digest, (target / name).stat().st_size)


def _sealed(name: str) -> Iterator[bytes]:
    with vault.storage_errors(), storages["films"].open(name) as stored:
        yield from stored.chunks(checksums.PIECE)


def _copy_keys(target: Path, *, backup: str) -> None:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    digests = {}
    with keys_folder.changing():
        for path in sorted(keys_folder.root().rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = f"{KEYS}/{path.relative_to(keys_folder.root())}"
                digests[name] = checksums.write_and_check(checksums.pieces_of(path), target / name)
    _finish(target, {"id": backup, "format": FORMAT}, digests)


def _finish(folder: Path, manifest: dict[str, object], digests: dict[str, str]) -> None:
    """The list comes last: without it a folder is no backup."""
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    checksums.write_list(folder, digests | {MANIFEST: checksums.sha256_of_file(folder / MANIFEST)})


@transaction.atomic
def _note(manifest: Manifest, *, with_keys: bool) -> None:
    record_event(
        "media.backed_up",
        actor=None,
        subject=Thing("media_pipeline.backup", manifest.id),
        objects=manifest.objects,
        bytes=manifest.bytes,
        missing=len(manifest.missing),
        keys=with_keys,
    )
