"""The end of the chain, told outside the database, so that a cut tail is found: to a file, to the log and by mail.

The more often and the further away, the better: what happens between two anchors can still be cut off without a
trace. The file lies on this machine; a log host and a mailbox are out of reach for whoever takes the machine over.
"""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail

from vig.key_files import sync_folder

from .sealing import end_of_chain, seal_events

logger = logging.getLogger(__name__)

A_DAY = 24 * 3600


@dataclass(frozen=True)
class Anchor:
    """How many events there were at a moment, and the chain value of the last of them."""

    at: str
    count: int
    head: str

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class UnreadableAnchor(Exception):
    """A line that looks like an anchor and is none."""


def take_anchor(now: datetime) -> Anchor:
    seal_events()
    count, head = end_of_chain()
    return Anchor(at=now.astimezone(UTC).isoformat(timespec="seconds"), count=count, head=head)


def publish_what_is_new(*, now: datetime) -> str:
    """Tell file and log, if anything happened since this machine last told them."""
    anchor, last = take_anchor(now), last_anchor()
    if last is not None and last.head == anchor.head:
        return "nothing new"
    publish(anchor)
    return str(anchor)


def publish(anchor: Anchor) -> None:
    logger.info("Audit anchor %s", anchor)
    folder = Path(settings.VIG_ANCHORS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{anchor.at[:7]}.jsonl"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{anchor}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(folder)


def mail_once_a_day(*, now: datetime) -> str:
    """To VIG_ANCHOR_MAIL, from whichever sweeper is first."""
    if not settings.VIG_ANCHOR_MAIL:
        return "nobody to tell"
    if not cache.add("audit-anchor-mailed", now.isoformat(), timeout=A_DAY):
        return "told today already"
    try:
        mail(take_anchor(now))
    except OSError:
        cache.delete("audit-anchor-mailed")
        raise
    return "told"


def mail(anchor: Anchor) -> None:
    send_mail(
        subject=f"Audit anchor {anchor.count}",
        message=(
            f"At {anchor.at} the audit of {settings.SITE_URL} had {anchor.count} events. Keep this mail: with it, "
            "`manage.py audit_verify --anchor FILE` finds whether any of them was taken away later.\n\n"
            f"{anchor}\n"
        ),
        from_email=None,
        recipient_list=settings.VIG_ANCHOR_MAIL,
    )


def last_anchor() -> Anchor | None:
    newest = max(_files(), default=None)
    return None if newest is None else max(read_anchors(newest), key=lambda anchor: anchor.at, default=None)


def anchors_of_this_machine() -> Iterator[Anchor]:
    for path in sorted(_files()):
        yield from read_anchors(path)


def _files() -> Iterable[Path]:
    return Path(settings.VIG_ANCHORS_DIR).glob("*.jsonl")


def read_anchors(path: Path) -> Iterator[Anchor]:
    """From our own file, from lines of a log, or from a mail: whatever line holds one."""
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
        begin, end = line.find('{"at"'), line.rfind("}")
        if begin == -1:
            continue
        try:
            said = json.loads(line[begin : end + 1])
            yield Anchor(at=str(said["at"]), count=int(said["count"]), head=str(said["head"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableAnchor(f"Line {number} of {path} is not an anchor: it was changed or cut.") from error
