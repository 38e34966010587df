from django.db import transaction

from vig.accounts.models import Organisation, Wording
from vig.audit.operations import record_event


@transaction.atomic
def open_organisation(*, name: str, wording: Wording) -> Organisation:
    organisation = Organisation.objects.create(name=name, wording=wording)
    record_event("accounts.organisation_opened", actor=None, subject=organisation)
    return organisation
