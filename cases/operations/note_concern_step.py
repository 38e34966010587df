from django.db import transaction
from django.utils import timezone

from cases.models import Concern, ConcernStep
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def note_concern_step(*, concern: Concern, words: str, by: User) -> ConcernStep:
    """What a lead did. It is never changed afterwards; a mistake is put right by another step."""
    step = concern.steps.create(words=words, by=by, at=timezone.now())
    record_event("cases.concern_step_noted", actor=by, subject=concern, step=step.pk)
    return step
