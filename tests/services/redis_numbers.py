"""Which databases of a Redis are whose, where several processes test beside each other."""

import os
from urllib.parse import urlsplit, urlunsplit

NUMBERS_EACH = 16


def own_numbers() -> range:
    """The first for the tests themselves, the others for platforms that they start."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return range(worker * NUMBERS_EACH, (worker + 1) * NUMBERS_EACH)


def numbered(address: str, number: int) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{number}"))
