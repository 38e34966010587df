"""Asks the web process of this machine whether the platform is ready. `python -m vig.running.ask` for a container."""

import os
import sys
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  compared, not bound


def is_ready(*, host: str, port: int, called: str) -> bool:
    """Whether all parts work; `called` is a name that the platform answers to."""
    request = Request(f"http://{EVERY_ADDRESS.get(host, host)}:{port}/readyz", headers={"Host": called})
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310  always http to this machine
            return bool(answer.status == 200)
    except (HTTPError, URLError, TimeoutError, ConnectionError):
        return False


if __name__ == "__main__":
    called = os.environ.get("VIG_HOSTS", "127.0.0.1").split(",")[0].strip().lstrip(".")
    sys.exit(not is_ready(host="127.0.0.1", port=int(os.environ.get("PORT", "8000")), called=called))
