from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import access
from cases.forms.corrections import CorrectFilmForm, CorrectParticipantForm
from cases.operations.correct_film import correct_film as correct_film_operation
from cases.operations.correct_participant import correct_participant as correct_participant_operation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def correct_participant(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    participant = access.participant_to_speak_for(request.user, participant_id)
    form = CorrectParticipantForm(request.POST or None, participant=participant)
    if form.is_valid():
        try:
            correct_participant_operation(participant=participant, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, "Corrected.")
            return redirect("case", participant.case_id)
    context = {"form": form, "participant": participant, "case": participant.case}
    return render(request, "cases/correct_participant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    film = access.film_to_correct(request.user, film_id)
    form = CorrectFilmForm(request.POST or None, film=film)
    if form.is_valid():
        try:
            correct_film_operation(film=film, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "Corrected.")
            return redirect("film", film.pk)
    return render(request, "cases/correct_film.html", {"form": form, "film": film, "case": film.cycle.case})
