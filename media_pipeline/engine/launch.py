"""Runs first in every child: gives up all that the child does not need, then becomes the program or the module.

A small program of its own (6 ms) instead of `preexec_fn`, which is not safe in a process with threads. Only the
standard library, because it runs before anything may be trusted.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import struct
import sys
from collections.abc import Sequence

NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET, from linux/sched.h
NEW_NETWORK = 0x40000000
NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS, from linux/prctl.h

# Landlock, from linux/landlock.h; the three system calls have the same number on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, READ_FILE, READ_FOLDER = 1, 4, 8
RIGHTS_BY_VERSION = ((1, 13), (2, 14), (3, 15), (5, 16))  # the version of the interface, and how many rights it knows

LIBRARIES = ("/usr", "/lib", "/lib64", "/opt", "/nix/store", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")

_libc = ctypes.CDLL(None, use_errno=True)


def limit(limits: dict[str, int]) -> None:
    """Sets, for example, {"RLIMIT_AS": 3221225472}, never above what we were given ourselves."""
    for name, wanted in limits.items():
        which = getattr(resource, name)
        _, most = resource.getrlimit(which)
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(which, (value, value))


def leave_the_network() -> None:
    """An empty network of our own, where the machine allows it (some containers do not)."""
    if _libc.unshare(NEW_USER_AND_NETWORK) != 0:
        _libc.unshare(NEW_NETWORK)


def leave_the_files(readable: Sequence[str]) -> None:
    """From here on, no file can be opened but those below `readable`, where the kernel has Landlock (5.13 or newer)."""
    version = _libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    rights = max(count for since, count in RIGHTS_BY_VERSION if version >= since)
    network = 3 if version >= 4 else 0  # neither listen nor connect
    scope = 3 if version >= 6 else 0  # no abstract sockets and no signals to processes outside
    attributes = struct.pack("=QQQ", (1 << rights) - 1, network, scope)
    ruleset = _libc.syscall(CREATE_RULESET, attributes, 24 if version >= 6 else 16 if version >= 4 else 8, 0)
    for path in filter(os.path.exists, readable):
        _allow_reading(ruleset, path)
    _libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _libc.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow_reading(ruleset: int, path: str) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = EXECUTE | READ_FILE | (READ_FOLDER if os.path.isdir(path) else 0)  # noqa: PTH112 - pathlib costs 4 ms here
    _libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    os.close(place)


def become_program(command: list[str]) -> None:
    leave_the_files((*LIBRARIES, os.path.realpath(command[0])))
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


def become_module(command: list[str], import_from: list[str]) -> None:
    """Loads our own code while it can still be read, then closes the door behind it."""
    sys.path[:] = import_from
    module = importlib.import_module(command[0])
    leave_the_files(())
    module.main(command[1:])


def main() -> None:
    order = json.loads(sys.argv[1])
    limit(order["limits"])
    os.nice(10)
    leave_the_network()
    if order["import_from"]:
        become_module(order["command"], order["import_from"])
    else:
        become_program(order["command"])


if __name__ == "__main__":
    main()
