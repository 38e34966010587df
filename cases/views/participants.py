from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases import access
from cases.forms import AddParticipantForm, WhoIsInFilmForm
from cases.operations.add_participant import add_participant as add_participant_operation
from cases.operations.say_who_is_in_film import say_who_is_in_film as say_who_is_in_film_operation
from cases.policies import can_film
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def say_who_is_in_film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    film = access.film_to_change(request.user, film_id)
    case = film.cycle.case
    form = WhoIsInFilmForm(request.POST or None, film=film, participants=case.participants.order_by("-role"))
    if form.is_valid():
        try:
            say_who_is_in_film_operation(film=film, by=request.user, in_shot=form.described())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("film", film.pk)
    rows = [(*row, can_film([row[0]], film.kind)) for row in form.rows()]
    return render(request, "cases/say_who_is_in_film.html", {"form": form, "film": film, "case": case, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def add_participant(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """From the page of who is in a film and back to it, or from that of consent."""
    case = access.case_to_change(request.user, case_id)
    film = access.film_of_case(case, request.GET.get("film", ""))
    back = reverse("say_who_is_in_film", args=[film.pk]) if film else reverse("consents", args=[case.pk])
    form = AddParticipantForm(request.POST or None)
    if form.is_valid():
        try:
            somebody = add_participant_operation(case=case, by=request.user, somebody=form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, f"Added {somebody.shown_name}. They are asked for themselves, under Consent.")
            return redirect(back)
    return render(request, "cases/add_participant.html", {"form": form, "case": case, "back": back})
