"""Files put together into one sealed zip, streamed: no plain byte of it is ever on a disk, and memory holds one slice.

Whoever asks for a bundle knows what goes in. A worker that dies leaves objects that no row names and that only the
bundle's own key opens; the next attempt writes new ones, and rows come with the last.
"""

import hashlib
import json
import logging
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import ShredLogBroken, destroy_keys, id_of, new_data_key, unwrap
from media_pipeline.models import Bundle, BundlePart, Job

from .claims import Claim
from .jobs import enqueue
from .sealed_parts import SealedParts

logger = logging.getLogger(__name__)

MANIFEST = "manifest.json"
FAST = 1
"""Film hardly shrinks. It is deflated all the same: a reader that cannot seek finds the end of a file by it."""


class Sink(Protocol):
    def write(self, data: bytes | memoryview, /) -> object: ...


@dataclass(frozen=True)
class FileOfBundle:
    """A file of the zip: `write` puts its bytes into a sink; `about` is how many they are, roughly."""

    path: str
    write: Callable[[Sink], object]
    about: int = 0


class WorkerEnds(Exception):
    """To be let go of: whoever comes next begins anew."""


def ask_for_bundle(*, key_ring: UUID) -> Bundle:
    """In the caller's transaction; a worker is woken once that is committed."""
    _, wrapped = new_data_key(key_ring)
    bundle = Bundle.objects.create(key_ring=key_ring, wrapped_key=wrapped)
    enqueue(kind=Job.Kind.FILL_BUNDLE, bundle=bundle)
    return bundle


def fill_bundle(held: Claim, files: Iterable[FileOfBundle], *, swap_in: Callable[[Bundle], None]) -> None:
    """Write the files and a manifest of them. `swap_in` adds to the transaction that makes it ready, or raises."""
    bundle = held.bundle
    with held.commit():
        Bundle.objects.filter(pk=bundle.pk).update(state=Bundle.State.FILLING)
    parts = SealedParts(key=unwrap(bundle.key_ring, bundle.wrapped_key), stopped=lambda: _look_up(held))
    try:
        _write_zip(parts, files)
        parts.close()
        _make_ready(held, bundle, parts, swap_in)
    except WorkerEnds:
        parts.remove()
        held.let_go()
    except Exception:
        parts.remove()
        raise


@transaction.atomic
def destroy_bundle(*, bundle: Bundle) -> bool:
    """Nobody opens it from here on; key and objects go once this is committed. Harmless when repeated."""
    now = timezone.now()
    Job.objects.open().filter(bundle=bundle).update(state=Job.State.CANCELLED, finished_at=now)
    there = Bundle.objects.filter(pk=bundle.pk).exclude(state=Bundle.State.DESTROYED)
    if not there.update(state=Bundle.State.DESTROYED, destroyed_at=now):
        return False
    transaction.on_commit(complete_destroyed_bundles)
    return True


def complete_destroyed_bundles() -> int:
    """Shred the key first: from then on no copy can be read, wherever it lies. Goes on from wherever it was left."""
    left = Bundle.objects.filter(~Q(wrapped_key=b"") | Q(parts__isnull=False), state=Bundle.State.DESTROYED)
    return sum(_complete(bundle) for bundle in left.distinct())


def _complete(bundle: Bundle) -> bool:
    try:
        if bundle.wrapped_key:
            destroy_keys(bundle.key_ring, [id_of(bundle.wrapped_key)])
            Bundle.objects.filter(pk=bundle.pk).update(wrapped_key=b"")
        vault.remove(bundle.parts.values_list("object_name", flat=True))
    except (ShredLogBroken, vault.StorageDown, OSError) as fault:
        logger.warning("Bundle %s is not quite gone, the sweeper goes on with it: %s", bundle.pk, fault)
        return False
    bundle.parts.all().delete()
    return True


def _look_up(held: Claim) -> None:
    if held.cancelled():
        raise WorkerEnds


def _write_zip(parts: SealedParts, files: Iterable[FileOfBundle]) -> None:
    with zipfile.ZipFile(parts, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as packed:
        listed = [_write_file(packed, file) for file in files]
        manifest = json.dumps({"files": listed}, indent=2).encode()
        _write_file(packed, FileOfBundle(MANIFEST, lambda out: out.write(manifest)))


def _write_file(packed: zipfile.ZipFile, file: FileOfBundle) -> dict[str, str | int]:
    entry = zipfile.ZipInfo(file.path, date_time=timezone.localtime().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.file_size = file.about  # by which it is known beforehand whether it needs the large form
    with packed.open(entry, "w") as out:
        counted = _Counted(out)
        file.write(counted)
    return {"path": file.path, "bytes": counted.size, "sha256": counted.digest.hexdigest()}


class _Counted:
    def __init__(self, out: Sink) -> None:
        self._out = out
        self.size, self.digest = 0, hashlib.sha256()

    def write(self, data: bytes | memoryview, /) -> None:
        self.size += len(data)
        self.digest.update(data)
        self._out.write(data)


def _make_ready(held: Claim, bundle: Bundle, parts: SealedParts, swap_in: Callable[[Bundle], None]) -> None:
    rows = [BundlePart(bundle=bundle, start=start, size=size, object_name=name) for start, size, name in parts.places()]
    with held.commit():
        BundlePart.objects.bulk_create(rows)
        Bundle.objects.filter(pk=bundle.pk).update(
            state=Bundle.State.READY, size=parts.size, sha256=parts.sha256, ready_at=timezone.now()
        )
        swap_in(bundle)
        held.finish()
