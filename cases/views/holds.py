from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.forms.holds import PlaceHoldForm
from cases.models import Hold
from cases.operations.lift_hold import lift_hold as lift_hold_operation
from cases.operations.place_hold import place_hold as place_hold_operation
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

HOLDS_A_PAGE = 25


@require_safe
def holds(request: SignedInRequest) -> HttpResponse:
    """What stands, the next review first."""
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    theirs = Hold.objects.standing().placed_openly().filter(case__organisation=service)
    standing = theirs.with_case().order_by("review_on", "placed_at")
    page = Paginator(standing, HOLDS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/holds.html",
        {
            "page_obj": page,
            "service": service,
            "services": access.services_to_look_after(request.user),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def place_hold(request: SignedInRequest) -> HttpResponse:
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    posted = request.POST if request.method == "POST" else None
    form = PlaceHoldForm(posted, service=service, initial={"kept": request.GET.get("film", "")})
    if form.is_valid():
        try:
            place_hold_operation(by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, "It is kept from now on, until the hold is lifted.")
            return redirect(_holds_of(service))
    return render(request, "cases/place_hold.html", {"form": form, "service": service, "back": _holds_of(service)})


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def lift_hold(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    hold = access.hold_to_lift(request.user, hold_id)
    back = _holds_of(hold.case.organisation)
    if request.method == "POST":
        if lift_hold_operation(hold=hold, by=request.user):
            messages.success(request, "The hold is lifted.")
        return redirect(back)
    return render(request, "cases/lift_hold.html", {"hold": hold, "back": back})


def _holds_of(service: Organisation) -> str:
    return f"{reverse('holds')}?{urlencode({'service': str(service.pk)})}"
