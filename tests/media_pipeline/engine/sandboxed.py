"""Runs inside the sandbox, for the tests of the sandbox: does what it is told and says how that went."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time

TOOLS = {"os": os, "signal": signal, "socket": socket, "sys": sys, "time": time}


def main(arguments: list[str]) -> None:
    try:
        exec(arguments[0], TOOLS)  # noqa: S102 - the code is the test's own
    except Exception as error:  # noqa: BLE001 - whatever it is, the test wants to know
        sys.stdout.write(repr(error))
    sys.stdout.flush()
