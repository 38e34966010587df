"""The ground: settings, accounts, audit, interface parts, and running the platform."""

from .celery import app as celery_app

__all__ = ["celery_app"]
