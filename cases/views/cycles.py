from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases import access
from cases.operations.add_cycle import add_cycle as add_cycle_operation
from vig.accounts.request import SignedInRequest


@require_POST
def add_cycle(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = access.case_to_change(request.user, case_id)
    add_cycle_operation(case=case, by=request.user)
    return redirect("case", case.pk)
