"""A safeguarding concern goes to the people whom the service named, and nobody else learns that it exists."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access
from cases.forms import ConcernForm, ConcernStepForm
from cases.models import Case, Concern, Film
from cases.operations.close_concern import close_concern as close_concern_operation
from cases.operations.lift_concern_hold import lift_concern_hold as lift_concern_hold_operation
from cases.operations.note_concern_step import note_concern_step as note_concern_step_operation
from cases.operations.raise_concern import raise_concern as raise_concern_operation
from cases.policies import can_answer_concern, leads_of, whom_to_ask_for_leads
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

CONCERNS_A_PAGE = 25


@require_http_methods(["GET", "POST"])
def raise_concern(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _raise(request, access.case_to_see(request.user, case_id))


@require_http_methods(["GET", "POST"])
def raise_concern_about_film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    film = access.film_to_see(request.user, film_id)
    return _raise(request, film.cycle.case, film)


@require_http_methods(["GET", "POST"])
def raise_concern_about_share(request: SignedInRequest, share_id: UUID) -> HttpResponse:
    """By whom it was shared with. The case's name is not told them, here as little as elsewhere."""
    film = access.film_of_share(access.share_to_watch(request.user, share_id))
    return _raise(request, film.cycle.case, film)


def _raise(request: SignedInRequest, case: Case, film: Film | None = None) -> HttpResponse:
    form = ConcernForm(request.POST if request.method == "POST" else None, of_film=film is not None)
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            concern = raise_concern_operation(case=case, film=film, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return redirect("concern", concern.pk)
    shown = {
        "form": form,
        "service": case.organisation,
        "film": film,
        "leads": leads_of(case.organisation),
        "ask": whom_to_ask_for_leads(request.user, case.organisation),
        "back": request.path.removesuffix("concern/"),
    }
    return render(request, "cases/raise_concern.html", shown, status=status)


@require_safe
def concerns(request: SignedInRequest) -> HttpResponse:
    """For a lead those of the service; for everybody those that they raised."""
    seen = Concern.objects.visible_to(request.user).with_things().in_order()
    page = Paginator(seen, CONCERNS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/concerns.html", {"page_obj": page})


@require_safe
def concern(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    seen = access.concern_to_see(request.user, concern_id)
    return render(request, "cases/concern.html", _shown(request, seen, ConcernStepForm()))


@require_POST
def note_concern_step(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    seen = access.concern_to_answer(request.user, concern_id)
    form = ConcernStepForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/concern.html", _shown(request, seen, form))
    note_concern_step_operation(concern=seen, words=form.cleaned_data["words"], by=request.user)
    return redirect("concern", seen.pk)


@require_POST
def close_concern(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    seen = access.concern_to_answer(request.user, concern_id)
    if close_concern_operation(concern=seen, by=request.user):
        messages.success(request, "It is closed. Whoever raised it is told that, and nothing else.")
    return redirect("concern", seen.pk)


@require_POST
def lift_concern_hold(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    seen = access.concern_to_answer(request.user, concern_id)
    if lift_concern_hold_operation(concern=seen, by=request.user):
        messages.success(request, "It is no longer kept for this concern.")
    return redirect("concern", seen.pk)


def _shown(request: SignedInRequest, seen: Concern, form: ConcernStepForm) -> dict[str, object]:
    return {
        "concern": seen,
        "form": form,
        "answers": can_answer_concern(request.user, seen),
        "knows_whose": seen.case is not None and access.sees_case(request.user, seen.case),
        "passed_to": seen.passed_to.order_by("name"),
        "steps": seen.steps.select_related("by"),
        "kept": seen.hold is not None and seen.hold.lifted_at is None,
    }
