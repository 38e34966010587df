"""A backup is brought back, and what was shredded since it was made is shredded again.

Everything is checked before anything is written. Killed half-way, the same call with `force` does all of it anew.
"""

import json
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connections, transaction

from media_pipeline import checksums, vault
from media_pipeline.keys import restored, rings, shredded
from media_pipeline.keys.shredded import Shredded
from media_pipeline.models import Cut, Recording
from vig.audit.operations import Thing, record_event
from vig.running import database_copy

from .backup import FILMS, FORMAT, KEYS, MANIFEST, Manifest
from .destroy import destroy_cut, destroy_recording

SHREDDED_BEFORE = "shredded_before_restore"


class NotEmpty(Exception):
    """There is something already where the backup would go."""


class KeysOfAnotherBackup(Exception):
    """The folder of keys belongs to another backup."""


def restore(
    *, folder: Path, keys: Path | None = None, shred_log: Path | None = None, force: bool = False
) -> tuple[Manifest, int]:
    """Nobody else may be at work on the data. Answers with how many films and clips were shredded again.

    What was shredded is known from the folder of keys as it is, from that of the backup, and from a `shred_log` kept
    elsewhere. Raises NotWhatItWas, NotEmpty, KeysOfAnotherBackup, ShredLogBroken, and what `check_copy` raises.
    """
    manifest = check_backup(folder, keys)
    if not force:
        _require_empty(with_keys=keys is not None)
    entries = _all_that_was_shredded(keys, shred_log)
    if keys is not None:
        restored.bring_back_keys(keys / KEYS)
    restored.shred_again(entries)
    _bring_back_objects(folder)
    database_copy.bring_back_database(folder, migrations=manifest.migrations)
    Session.objects.all().delete()  # whoever was signed in when the backup was made is not any more
    _note(manifest)
    return manifest, _destroy_what_was_shredded(entries)


def check_backup(folder: Path, keys: Path | None) -> Manifest:
    """Reads every file of it and compares; changes nothing."""
    checksums.check_list(folder)
    read = json.loads((folder / MANIFEST).read_text())
    if read["format"] != FORMAT:
        raise checksums.NotWhatItWas(f"{folder} has format {read['format']}; this version reads {FORMAT}.")
    manifest = Manifest(**read | {"migrations": [(app, name) for app, name in read["migrations"]]})
    database_copy.check_copy(folder, migrations=manifest.migrations)
    if keys is not None:
        checksums.check_list(keys)
        if json.loads((keys / MANIFEST).read_text())["id"] != manifest.id:
            raise KeysOfAnotherBackup(f"The keys in {keys} were not backed up with {folder}.")
    return manifest


def _require_empty(*, with_keys: bool) -> None:
    there = [
        what
        for what, is_there in (
            ("the database", not database_copy.database_is_empty()),
            ("the films' storage", any(names for names in vault.folders())),
            ("the folder of keys", with_keys and bool(rings.rings())),
        )
        if is_there
    ]
    connections.close_all()
    if there:
        raise NotEmpty(f"There is something in {' and '.join(there)} already. With --force the backup takes its place.")


def _all_that_was_shredded(keys: Path | None, shred_log: Path | None) -> list[Shredded]:
    logs = [shredded.log_file(), *filter(None, [keys and keys / KEYS / shredded.log_file().name, shred_log])]
    return sorted({entry for log in logs for entry in shredded.read(log)}, key=lambda entry: entry.at)


def _bring_back_objects(folder: Path) -> None:
    prefix, storage = f"{FILMS}/", storages["films"]
    for name, digest in checksums.read_list(folder).items():
        if name.startswith(prefix):
            sealed = name.removeprefix(prefix)
            with vault.storage_errors():
                if storage.exists(sealed):
                    storage.delete(sealed)
                with (folder / name).open("rb") as content:
                    storage.save(sealed, File(content))
                if checksums.sha256_of(storage.open(sealed).chunks(checksums.PIECE)) != digest:
                    raise checksums.NotWhatItWas(f"The films' storage does not hold what was written: {sealed}")


@transaction.atomic
def _note(manifest: Manifest) -> None:
    backup = Thing("media_pipeline.backup", manifest.id)
    record_event("media.restored", actor=None, subject=backup, made_at=manifest.made_at)


def _destroy_what_was_shredded(entries: list[Shredded]) -> int:
    """Their rows and objects came back with the backup: they go with a proof of their own."""
    keys = {entry.key for entry in entries}
    gone_rings = {entry.ring for entry in entries if entry.key is None}
    films = [
        film
        for film in Recording.objects.exclude(state=Recording.State.DESTROYED)
        if film.key_ring in gone_rings or rings.id_of(film.wrapped_key) in keys
    ]
    for film in films:
        destroy_recording(recording=film, why=SHREDDED_BEFORE)
    cuts = [
        cut
        for cut in Cut.objects.exclude(recording__state=Recording.State.DESTROYED)
        if rings.id_of(cut.wrapped_key) in keys
    ]
    for cut in cuts:
        destroy_cut(cut, why=SHREDDED_BEFORE)
    return len(films) + len(cuts)
