"""What the platform does by itself, again and again.

`settings.SWEEPS` names the sweeps and how many seconds lie between two of one (0: every round), so that an app above
this one can add its own. A sweep takes `now` and says what it did; it is cheap, and safe beside other sweepers.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """What a sweep needs is away for the moment; the next round will do."""


@dataclass
class Sweep:
    name: str
    path: str
    every: timedelta
    due: datetime | None = None

    def run(self, now: datetime) -> object:
        sweep: Callable[..., object] = import_string(self.path)
        return sweep(now=now)

    def is_due(self, now: datetime) -> bool:
        return self.due is None or now >= self.due


def every_sweep() -> list[Sweep]:
    return [Sweep(name, path, timedelta(seconds=every)) for name, (path, every) in settings.SWEEPS.items()]


def sweep_what_is_due(sweeps: list[Sweep], now: datetime) -> Iterator[tuple[Sweep, object]]:
    """Each sweep by itself with what it did: one that fails is logged, tried again and keeps no other from its turn."""
    for sweep in sweeps:
        if not sweep.is_due(now):
            continue
        try:
            did = sweep.run(now)
        except (AnyDatabaseError, NotNow) as error:
            logger.warning("Could not sweep %s this time: %s", sweep.name, error)
            connection.close()
        except Exception:  # one sweep that fails stops no other; it is tried again in its turn
            logger.exception("Could not sweep %s", sweep.name)
        else:
            sweep.due = now + sweep.every
            yield sweep, did
