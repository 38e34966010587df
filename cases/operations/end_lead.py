from django.db import transaction
from django.utils import timezone

from cases.models import SafeguardingLead
from cases.policies import leads_of
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event
from vig.notices.models import Notice
from vig.notices.operations import notify


@transaction.atomic
def end_lead(*, lead: SafeguardingLead, by: User | None) -> bool:
    """From now on they read no concern but those that they raised themselves. They and the other leads are
    told. Harmless when repeated."""
    if not SafeguardingLead.objects.filter(pk=lead.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        return False
    record_event("cases.lead_ended", actor=by, subject=lead, person=str(lead.user_id))
    Notice.objects.filter(user=lead.user_id, organisation=lead.organisation_id, kind="cases.concern_raised").delete()
    told = [lead.user, *(other.user for other in leads_of(lead.organisation))]
    notify(users=told, kind="cases.lead_ended", subject=lead, organisation=lead.organisation)
    return True


@transaction.atomic
def end_leads(*, person: User, organisation: Organisation, by: User | None) -> None:
    """Somebody left the service."""
    for lead in SafeguardingLead.objects.filter(organisation=organisation, user=person, ended_at__isnull=True):
        end_lead(lead=lead, by=by)
