"""What must work before anyone is let in; each part either works or says in one sentence what to do.

`settings.READINESS` names the parts, so that an app above this one can add its own.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import botocore.exceptions
import kombu.exceptions
from celery import current_app
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from vig.audit.keys import audit_key

STORAGE_FAULTS = (OSError, botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError)
BROKER_FAULTS = (OSError, kombu.exceptions.OperationalError)


class Unready(Exception):
    """A part of the platform does not work; the message says what to do."""


def faults() -> dict[str, str]:
    """The parts that do not work, each with its sentence. Empty means ready."""
    found = {}
    for part, path in settings.READINESS.items():
        check: Callable[[], None] = import_string(path)
        try:
            check()
        except Unready as fault:
            found[part] = str(fault)
    return found


def database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        advice = "Check VIG_DATABASE_URL and that the database server runs."
        raise Unready(f"The database cannot be reached ({_first_line(error)}). {advice}") from error


def broker() -> None:
    """Redis answers, or the folder that stands in for it can be written."""
    try:
        if settings.REDIS_URL:
            with current_app.connection_for_write(connect_timeout=2) as broker_connection:
                broker_connection.ensure_connection(max_retries=1, timeout=3)
        else:
            write_a_file_in(settings.BROKER_DIR / "queue")
    except BROKER_FAULTS as error:
        advice = "Check VIG_REDIS_URL and that Redis runs." if settings.REDIS_URL else "Make the data folder writable."
        raise Unready(f"The message broker cannot be reached ({_first_line(error)}). {advice}") from error


def storage() -> None:
    """An object can be stored, read back and deleted."""
    films, content = storages["films"], os.urandom(32)
    try:
        name = films.save(f"readiness-{uuid4().hex}", ContentFile(content))
        with films.open(name) as stored:
            same = stored.read() == content
        films.delete(name)
    except STORAGE_FAULTS as error:
        advice = "Check the VIG_S3_ settings, or that the data folder is writable and the disk not full."
        raise Unready(f"Films cannot be stored ({_first_line(error)}). {advice}") from error
    if not same:
        raise Unready("The film storage gave back other bytes than were stored. Check the disk or the object store.")


def write_a_file_in(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def audit() -> None:
    """Nothing may happen that could not be written down."""
    try:
        audit_key()
    except ImproperlyConfigured as fault:
        raise Unready(str(fault)) from fault
