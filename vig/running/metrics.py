"""Figures for Prometheus: what processes counted as they went, and what the database says at the moment of asking.

`settings.METRICS` names the collectors that ask the database, so that an app above this one can add its own.
"""

import os

from django.conf import settings
from django.utils.module_loading import import_string
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUEST_SECONDS = Histogram(
    "vig_request_seconds",
    "Seconds from a request to the beginning of its answer, by the name of its URL.",
    ["url", "method", "status"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def exposition() -> bytes:
    asked_now = CollectorRegistry()
    for path in settings.METRICS:
        asked_now.register(import_string(path)())
    return generate_latest(_counted()) + generate_latest(asked_now)


def _counted() -> CollectorRegistry:
    """Of all web processes where they share a folder, else of this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    all_processes = CollectorRegistry()
    MultiProcessCollector(all_processes)  # type: ignore[no-untyped-call]
    return all_processes
