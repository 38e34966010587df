from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import access
from cases.forms.subject_requests import LiftRestrictionForm, RestrictForm
from cases.models import Film, Restriction
from cases.operations.lift_restriction import lift_restriction as lift_restriction_operation
from cases.operations.restrict_films import restrict_films as restrict_films_operation
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_POST
@fresh_sign_in
def restrict_films(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """One film in which the person is, or all of them."""
    asked = access.request_to_handle(request.user, request_id)
    form = RestrictForm(request.POST)
    films = Film.objects.filter(appearances__participant=asked.participant).distinct()
    try:
        restricted = restrict_films_operation(
            request=asked, films=form.chosen(films) if form.is_valid() else [], by=request.user
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(
            request, "It is left alone from now on." if restricted == 1 else "They are left alone from now on."
        )
    return redirect("subject_request", asked.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def lift_restriction(request: SignedInRequest, restriction_id: UUID) -> HttpResponse:
    restriction = access.restriction_to_lift(request.user, restriction_id)
    form = LiftRestrictionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        why = Restriction.Lifted(form.cleaned_data["why"])
        if lift_restriction_operation(restriction=restriction, why=why, by=request.user):
            messages.success(request, "The film is what it was before.")
        return redirect("subject_request", restriction.request_id)
    return render(
        request,
        "cases/lift_restriction.html",
        {"form": form, "restriction": restriction, "film": restriction.film, "case": restriction.film.cycle.case},
    )
