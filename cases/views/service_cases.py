"""The cases of a service as references: who guides them, and which have nobody. No content, and no film."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.forms import ColleagueForm
from cases.models import Case
from cases.operations.hand_over_case import hand_over_case as hand_over_case_operation
from cases.policies import colleagues_for
from vig.accounts.access import service_to_administer, services_to_administer
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

CASES_A_PAGE = 50


@require_safe
def service_cases(request: SignedInRequest) -> HttpResponse:
    """Those that nobody guides first."""
    service = service_to_administer(request.user, request.GET.get("service", ""))
    query = request.GET.get("q", "").strip()
    cases = Case.objects.of_service(service).with_guides().filter(pseudonym__icontains=query)
    return render(
        request,
        "cases/service_cases.html",
        {
            "page_obj": Paginator(cases, CASES_A_PAGE).get_page(request.GET.get("page")),
            "service": service,
            "services": services_to_administer(request.user),
            "query": query,
        },
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def hand_over_service_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """For a case that somebody left behind, or whose guide is away for long; it opens nothing to whoever does it."""
    case = access.case_of_service_to_hand_over(request.user, case_id)
    form = ColleagueForm(
        request.POST if request.method == "POST" else None, colleagues=colleagues_for(case).exclude(pk=request.user.pk)
    )
    if form.is_valid():
        try:
            hand_over_case_operation(case=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"{form.cleaned_data['colleague'].name} guides {case.pseudonym} from now on.")
            return redirect(_cases_of(case.organisation))
    shown = {"case": case, "form": form, "back": _cases_of(case.organisation)}
    return render(request, "cases/hand_over_service_case.html", shown)


def _cases_of(service: Organisation) -> str:
    return f"{reverse('service_cases')}?{urlencode({'service': str(service.pk)})}"
