from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases import access
from cases.forms import OpenCaseForm
from cases.models import Case, EmergencyLook, Film, Participant
from cases.operations.open_case import open_case as open_case_operation
from cases.operations.remind_to_ask_again import asks_due
from cases.policies import can_close_case, can_film, say_what_may_be_watched, services_of
from cases.words import words_of
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

CASES_A_PAGE = 25
INTERACTION = Film.Kind.INTERACTION


@require_safe
def my_cases(request: SignedInRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    cases = Case.objects.visible_to(request.user).search(query).with_overview()
    page = Paginator(cases, CASES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/my_cases.html",
        {
            "page_obj": page,
            "query": query,
            "may_open": services_of(request.user).exists(),
            "asks_due": asks_due(Case.objects.worked_on_by(request.user)),
        },
    )


def open_case(request: SignedInRequest) -> HttpResponse:
    services = services_of(request.user)
    if not services:
        access.no_service()
    words = words_of(services[0].wording)
    form = OpenCaseForm(request.POST or None, services=services, words=words)
    if form.is_valid():
        try:
            case = open_case_operation(by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect("case", case.pk)
    return render(request, "cases/open_case.html", {"form": form, "words": words})


@require_safe
def case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    seen = access.case_to_see(request.user, case_id)
    cycles = list(seen.cycles.with_films())
    participants = list(seen.participants.all())
    say_what_may_be_watched(request.user, [film for cycle in cycles for film in cycle.films.all()])
    return render(
        request,
        "cases/case.html",
        {
            "case": seen,
            "cycles": cycles,
            "tombstones": seen.tombstones.with_proof(),
            "helping_question": seen.helping_questions.first(),
            "participants": participants,
            "ready_to_film": can_film([one for one in participants if one.role != Participant.Role.OTHER], INTERACTION),
            "may_close": bool(can_close_case(request.user, seen)),
            "words": words_of(seen.organisation.wording),
            "look": EmergencyLook.objects.running().filter(case=seen, asked_by=request.user).with_people().first(),
        },
    )
