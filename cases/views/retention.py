from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.forms.retention import KeepLongerForm, RetentionRulesForm
from cases.models import ServiceRules
from cases.operations.change_retention_rules import change_retention_rules as change_retention_rules_operation
from cases.operations.clocks import rules_in
from cases.operations.keep_longer import keep_longer as keep_longer_operation
from cases.operations.service_rules import rules_of
from cases.policies import PROPOSED, longest
from cases.retention_overview import consequences, decided_or_proposed
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_http_methods(["GET", "POST"])
def keep_longer(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    film = access.film_to_keep_longer(request.user, film_id)
    case = film.cycle.case
    last = longest(film, rules_in([case.organisation]).get(case.organisation_id, {}))
    form = KeepLongerForm(request.POST if request.method == "POST" else None, last=last)
    if form.is_valid():
        try:
            kept = keep_longer_operation(film=film, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"It is kept until {kept.keep_until:%-d %B %Y}.")
            return redirect("film", film.pk)
    today = timezone.localdate()
    at_its_end = last is not None and last <= max(film.keep_until or today, today)
    return render(
        request,
        "cases/keep_longer.html",
        {"form": form, "film": film, "case": case, "last": last, "at_its_end": at_its_end},
    )


@require_safe
def retention_rules(request: SignedInRequest) -> HttpResponse:
    """For how long the service keeps what, or what is proposed to it."""
    service = access.service_to_decide_for(request.user, request.GET.get("service", ""))
    rules = rules_in([service]).get(service.pk, {})
    films_are = rules_of(service).films_are
    return render(
        request,
        "cases/retention_rules.html",
        {
            "service": service,
            "services": access.services_to_decide_for(request.user),
            "decided": bool(rules),
            "films_are": ServiceRules.FilmsAre(films_are).label,
            "grace": rules_of(service).days_until_destroyed,
            "rules": decided_or_proposed(rules, films_are),
        },
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def change_retention_rules(request: SignedInRequest) -> HttpResponse:
    """What it would do is shown first; only who saw that decides."""
    service = access.service_to_decide_for(request.user, request.GET.get("service", ""))
    form = _form(request, service)
    would = None
    if form.is_valid():
        would = consequences(service, form.rules())
        if request.POST.get("seen") == would.seen:
            change_retention_rules_operation(
                organisation=service,
                films_are=ServiceRules.FilmsAre(form.cleaned_data["films_are"]),
                rules=form.rules(),
                by=request.user,
            )
            messages.success(request, "This is what holds from now on.")
            return redirect(_rules_of(service))
    return render(
        request,
        "cases/change_retention_rules.html",
        {
            "form": form,
            "service": service,
            "would": would,
            "grace": rules_of(service).days_until_destroyed,
            "back": _rules_of(service),
        },
    )


def _form(request: SignedInRequest, service: Organisation) -> RetentionRulesForm:
    """Filled with what holds, or with what is proposed where nothing does or where that was asked for."""
    proposed = request.GET.get("proposed", "")
    films_are = proposed if proposed in PROPOSED else rules_of(service).films_are
    decided = {} if proposed in PROPOSED else rules_in([service]).get(service.pk, {})
    posted = request.POST if request.method == "POST" else None
    return RetentionRulesForm(posted, films_are=films_are, rules={**PROPOSED[films_are], **decided})


def _rules_of(service: Organisation) -> str:
    return f"{reverse('retention_rules')}?{urlencode({'service': str(service.pk)})}"
