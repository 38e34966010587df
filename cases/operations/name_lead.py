from django.db import transaction
from django.utils import timezone

from cases.models import SafeguardingLead
from cases.policies import leads_of, who_could_lead
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event
from vig.notices.operations import notify
from vig.refusals import Refused


class CannotLead(Refused):
    def __init__(self) -> None:
        super().__init__("person", "Choose somebody who works in this service and is not named yet.")


class NotOneself(Refused):
    def __init__(self) -> None:
        super().__init__("person", "Nobody names themselves: concerns may be about them. Ask another administrator.")


@transaction.atomic
def name_lead(*, organisation: Organisation, person: User, by: User) -> SafeguardingLead:
    """They read every concern of the service from now on. They are told, and so are the others who are named."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not who_could_lead(organisation).filter(pk=person.pk).exists():
        raise CannotLead
    if person == by:
        raise NotOneself
    others = [lead.user for lead in leads_of(organisation)]
    SafeguardingLead.objects.filter(organisation=organisation, user=person, ended_at__isnull=True).update(
        ended_at=timezone.now()
    )  # of a time when they worked here before
    lead = SafeguardingLead.objects.create(organisation=organisation, user=person, named_by=by, named_at=timezone.now())
    record_event("cases.lead_named", actor=by, subject=lead, person=str(person.pk))
    notify(users=[person], kind="cases.lead_named", subject=lead, organisation=organisation)
    notify(users=others, kind="cases.another_lead_named", subject=lead, organisation=organisation)
    return lead
