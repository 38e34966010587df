"""Workers leave a sign of life, so that /readyz notices when nobody would process a film.

A thread of its own gives the sign, because a worker is busy with one film for minutes.
"""

import threading
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.core.cache import cache

from .readiness import Unready

EVERY_SECONDS = 3
TRUSTED_FOR_SECONDS = 15


def _key(queue: str) -> str:
    return f"worker-seen-{queue}"


def beat(queues: list[str], stop: threading.Event) -> None:
    while not stop.wait(EVERY_SECONDS):
        sign_of_life(queues)


def sign_of_life(queues: list[str]) -> None:
    cache.set_many({_key(queue): True for queue in queues}, timeout=TRUSTED_FOR_SECONDS)


@worker_ready.connect
def start_beating(sender: Any, **_: Any) -> None:
    queues = list(sender.app.amqp.queues.consume_from)
    sign_of_life(queues)
    threading.Thread(target=beat, args=(queues, threading.Event()), name="heartbeat", daemon=True).start()


def workers_seen() -> None:
    seen = cache.get_many([_key(queue) for queue in settings.WORK_QUEUES])
    missing = [queue for queue in settings.WORK_QUEUES if _key(queue) not in seen]
    if missing:
        raise Unready(
            f"No worker is at work for {' and '.join(missing)}. Start one: manage.py serve {' '.join(missing)}"
        )
