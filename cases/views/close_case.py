from uuid import UUID

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import access
from cases.models import Film
from cases.operations.close_case import close_case as close_case_operation
from cases.operations.open_case_again import open_case_again as open_case_again_operation
from vig.accounts.request import SignedInRequest


@require_http_methods(["GET", "POST"])
def close_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_close(request.user, case_id)
    if request.method == "POST":
        if close_case_operation(case=case, by=request.user):
            messages.success(request, "The case is closed. You can open it again at any time.")
        return redirect("case", case.pk)
    films = Film.objects.filter(cycle__case=case).open()
    return render(
        request,
        "cases/close_case.html",
        {"case": case, "films": films.count(), "decided": films.aggregate(last=Max("keep_until"))["last"]},
    )


@require_POST
def open_case_again(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_close(request.user, case_id)
    if open_case_again_operation(case=case, by=request.user):
        messages.success(request, "The case is open again.")
    return redirect("case", case.pk)
