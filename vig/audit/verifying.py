"""Is the audit whole? Every event is sealed again and compared, in order, beside what was told outside."""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .anchors import Anchor
from .chain import BEGINNING, link, mac_of
from .keys import audit_key
from .models import Event
from .sealing import seal_events

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Fault:
    """The event, by its place in the chain, from which on the audit is not what was written."""

    sequence: int
    sentence: str

    def __str__(self) -> str:
        return f"Event number {self.sequence}: {self.sentence}"


@dataclass
class Verification:
    """Walk through it with `faults()`; afterwards `events` and `anchors` say how much was found whole."""

    told: Iterable[Anchor]
    events: int = 0
    anchors: int = 0
    head: str = BEGINNING

    def faults(self) -> Iterator[Fault]:
        """In order. The first is what matters: what follows it may only follow from it."""
        key, told = audit_key(), sorted(self.told, key=lambda anchor: anchor.count)
        seal_events()
        for event in Event.objects.filter(sequence__isnull=False).order_by("sequence").iterator(ROWS_AT_ONCE):
            yield from self._faults_of(event, key)
            while told and told[0].count <= self.events:
                yield from self._compare(told.pop(0))
        yield from self._cut_off(told)
        yield from self._faults_of_unsealed(key)

    def _faults_of(self, event: Event, key: bytes) -> Iterator[Fault]:
        sequence = event.sequence or 0
        if sequence != self.events + 1:
            missing = f"to {sequence - 1} are" if sequence > self.events + 2 else "is"
            yield Fault(self.events + 1, f"it {missing} missing: taken out of the database.")
        elif not _same(event.chain, link(self.head, sequence=sequence, mac=event.mac, key=key)):
            yield Fault(sequence, f"{event.pk} does not belong here: events were moved, put in or taken out before it.")
        if not _same(event.mac, mac_of(event, key=key)):
            yield Fault(sequence, f"{event.pk} was changed after it was written.")
        self.events, self.head = sequence, event.chain

    def _compare(self, anchor: Anchor) -> Iterator[Fault]:
        if anchor.count == self.events and not _same(anchor.head, self.head):
            yield Fault(anchor.count, f"it is not the one that was last at {anchor.at}: another history was put here.")
        self.anchors += 1

    def _cut_off(self, told: list[Anchor]) -> Iterator[Fault]:
        if told:
            latest = told[-1]
            yield Fault(
                self.events + 1,
                f"the end was cut off here. At {latest.at} there were {latest.count} events, now {self.events}.",
            )

    def _faults_of_unsealed(self, key: bytes) -> Iterator[Fault]:
        """Written since the sealing a moment ago; an event that was changed in between is found here already."""
        for event in Event.objects.filter(sequence__isnull=True).iterator(ROWS_AT_ONCE):
            if not _same(event.mac, mac_of(event, key=key)):
                yield Fault(self.events + 1, f"{event.pk} was changed before it was sealed.")


def _same(found: str, expected: str) -> bool:
    return hmac.compare_digest(found.encode(), expected.encode())
