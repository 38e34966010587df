from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.watched import watched_of
from vig.accounts.request import SignedInRequest


@require_safe
def who_watched(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """To show or print for the family: names, days and reasons, and nothing of the practitioner's own words."""
    case = access.case_to_see(request.user, case_id)
    return render(request, "cases/who_watched.html", {"case": case, "watched": watched_of(case)})
