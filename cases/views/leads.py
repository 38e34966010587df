from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cases import access
from cases.forms import NameLeadForm
from cases.operations.end_lead import end_lead as end_lead_operation
from cases.operations.name_lead import name_lead as name_lead_operation
from cases.policies import leads_of, who_could_lead
from vig.accounts.access import service_to_administer, services_to_administer
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_safe
def safeguarding_leads(request: SignedInRequest) -> HttpResponse:
    service = service_to_administer(request.user, request.GET.get("service", ""))
    return _page(request, service, NameLeadForm(people=who_could_lead(service)))


@require_POST
@fresh_sign_in
def name_lead(request: SignedInRequest) -> HttpResponse:
    service = service_to_administer(request.user, request.GET.get("service", ""))
    form = NameLeadForm(request.POST, people=who_could_lead(service))
    if form.is_valid():
        try:
            name_lead_operation(organisation=service, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"{form.cleaned_data['person'].name} is told, and reads concerns from now on.")
            return redirect(_leads_of(service))
    return _page(request, service, form)


@require_POST
@fresh_sign_in
def end_lead(request: SignedInRequest, lead_id: int) -> HttpResponse:
    lead = access.lead_to_end(request.user, lead_id)
    if end_lead_operation(lead=lead, by=request.user):
        messages.success(request, f"{lead.user.name} is no longer a safeguarding lead.")
    return redirect(_leads_of(lead.organisation))


def _page(request: SignedInRequest, service: Organisation, form: NameLeadForm) -> HttpResponse:
    return render(
        request,
        "cases/safeguarding_leads.html",
        {
            "form": form,
            "service": service,
            "services": services_to_administer(request.user),
            "leads": leads_of(service),
        },
    )


def _leads_of(service: Organisation) -> str:
    return f"{reverse('safeguarding_leads')}?{urlencode({'service': str(service.pk)})}"
