"""What lies in the broker for workers, whichever broker it is."""

from queue import Empty
from typing import Any

from kombu.simple import SimpleQueue

from vig.celery import app

QUEUES = ("films", "clips")


def take_messages(queue: str) -> list[tuple[str, dict[str, Any]]]:
    """Task name and keyword arguments of each message, oldest first. They are gone then."""
    taken: list[tuple[str, dict[str, Any]]] = []
    with app.connection_for_read() as connection, connection.channel() as channel:
        waiting = SimpleQueue(channel, queue)
        while True:
            try:
                message = waiting.get_nowait()
            except Empty:
                return taken
            message.ack()
            arguments, keywords, _ = message.payload
            assert arguments == []
            taken.append((message.headers["task"], keywords))


def take_all_messages() -> None:
    for queue in QUEUES:
        take_messages(queue)
