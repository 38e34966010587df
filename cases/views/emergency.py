"""The only way for who answers for a service to see a film: two of them, a reason, a few hours, and everybody told."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access
from cases.forms import EmergencyLookForm
from cases.models import EmergencyLook
from cases.operations.ask_emergency_look import ask_emergency_look as ask_emergency_look_operation
from cases.operations.confirm_emergency_look import confirm_emergency_look as confirm_emergency_look_operation
from cases.operations.end_emergency_look import end_emergency_look as end_emergency_look_operation
from cases.policies import can_confirm_emergency_look, can_end_emergency_look, reads_words_of_look
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

LOOKS_A_PAGE = 25
ASKED = "Whoever guides the case was told, and so were the people who can agree. It lapses in 24 hours."


@require_safe
def emergency_looks(request: SignedInRequest) -> HttpResponse:
    service = access.service_to_answer_for(request.user, request.GET.get("service", ""))
    looks = EmergencyLook.objects.filter(case__organisation=service).with_people()
    return render(
        request,
        "cases/emergency_looks.html",
        {
            "page_obj": Paginator(looks, LOOKS_A_PAGE).get_page(request.GET.get("page")),
            "service": service,
            "services": access.services_to_answer_for(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def ask_emergency_look(request: SignedInRequest) -> HttpResponse:
    service = access.service_to_answer_for(request.user, request.GET.get("service", ""))
    posted = request.POST if request.method == "POST" else None
    form = EmergencyLookForm(posted, service=service, initial={"reference": request.GET.get("case", "")})
    if form.is_valid():
        try:
            look = ask_emergency_look_operation(by=request.user, **form.asked())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, ASKED)
            return redirect("emergency_look", look.pk)
    back = f"{reverse('emergency_looks')}?{urlencode({'service': str(service.pk)})}"
    return render(request, "cases/ask_emergency_look.html", {"form": form, "service": service, "back": back})


@require_safe
def emergency_look(request: SignedInRequest, look_id: UUID) -> HttpResponse:
    look = access.emergency_look_to_see(request.user, look_id)
    return render(
        request,
        "cases/emergency_look.html",
        {
            "look": look,
            "answers": access.answers_for(request.user, look.case.organisation),
            "reads_words": reads_words_of_look(request.user, look),
            "may_confirm": can_confirm_emergency_look(request.user, look),
            "may_end": can_end_emergency_look(request.user, look),
        },
    )


@require_POST
@fresh_sign_in
def confirm_emergency_look(request: SignedInRequest, look_id: UUID) -> HttpResponse:
    look = access.emergency_look_to_confirm(request.user, look_id)
    try:
        confirm_emergency_look_operation(look=look, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{look.asked_by.name} can look into {look.case.pseudonym} for four hours.")
    return redirect("emergency_look", look.pk)


@require_POST
def end_emergency_look(request: SignedInRequest, look_id: UUID) -> HttpResponse:
    look = access.emergency_look_to_end(request.user, look_id)
    if end_emergency_look_operation(look=look, by=request.user):
        messages.success(request, "It is ended. Nothing can be seen by it any more.")
    return redirect("emergency_look", look.pk)
