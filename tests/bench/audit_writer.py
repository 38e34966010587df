"""Writes events as operations do, when told to. `python -m tests.bench.audit_writer 2000 1`, or `seal`."""

import sys
import time
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from vig.audit.operations import Thing, record_event  # noqa: E402
from vig.audit.sealing import seal_events  # noqa: E402


def write(events: int, a_transaction: int) -> None:
    clip, film, service, case = Thing("cases.clip", str(uuid4())), str(uuid4()), uuid4(), uuid4()
    for _ in range(events // a_transaction):
        with transaction.atomic():
            for number in range(a_transaction):
                record_event(
                    "cases.moment_marked", actor=None, subject=clip, organisation=service, case=case,
                    film=film, start_frame=number, end_frame=number + 25,
                )  # fmt: skip


def main() -> None:
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    if sys.argv[1] == "seal":
        seal_events()
    else:
        write(int(sys.argv[1]), int(sys.argv[2]))
    print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main()
