from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event

Found = QuerySet[Any, tuple[Any, ...]]


def export_register(*, found: Found, service: Organisation, asked_for: Mapping[str, str], by: User) -> Found:
    """That it was taken along is written down before the first row goes out."""
    record_event("cases.register_exported", actor=by, subject=service, rows=found.count(), asked_for=dict(asked_for))
    return found
