"""Who sees a case, and letting somebody else in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access
from cases.forms import ColleagueForm, CoverForm
from cases.models import Share
from cases.operations.cover_case import cover_case as cover_case_operation
from cases.operations.end_cover import end_cover as end_cover_operation
from cases.operations.hand_over_case import hand_over_case as hand_over_case_operation
from cases.policies import can_cover_case, colleagues_for
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_safe
def case_access(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_see(request.user, case_id)
    accesses = case.accesses.select_related("user")
    return render(
        request,
        "cases/case_access.html",
        {
            "case": case,
            "accesses": accesses.lasting().order_by("starts_at"),
            "over": accesses.over().order_by("-ends_at"),
            "may_change": can_cover_case(request.user, case),
            "shares": Share.objects.of_case(case).select_related("clip", "film", "shared_with"),
        },
    )


@require_http_methods(["GET", "POST"])
def cover_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_cover(request.user, case_id)
    form = CoverForm(request.POST if request.method == "POST" else None, colleagues=colleagues_for(case))
    if form.is_valid():
        try:
            cover_case_operation(case=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"{form.cleaned_data['colleague'].name} covers on the days you said.")
            return redirect("case_access", case.pk)
    return render(request, "cases/cover_case.html", {"case": case, "form": form})


@require_POST
def end_cover(request: SignedInRequest, case_id: UUID, access_id: int) -> HttpResponse:
    cover = access.cover_to_end(request.user, case_id, access_id)
    end_cover_operation(cover=cover, by=request.user)
    messages.success(request, f"{cover.user.name} no longer covers.")
    return redirect("my_cases") if cover.user == request.user else redirect("case_access", case_id)


@require_http_methods(["GET", "POST"])
def hand_over_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_hand_over(request.user, case_id)
    form = ColleagueForm(request.POST if request.method == "POST" else None, colleagues=colleagues_for(case))
    if form.is_valid():
        try:
            hand_over_case_operation(case=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"{form.cleaned_data['colleague'].name} guides {case.pseudonym} from now on.")
            return redirect("my_cases")
    return render(request, "cases/hand_over_case.html", {"case": case, "form": form})
