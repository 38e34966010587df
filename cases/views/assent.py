"""How somebody met the camera: written down by the practitioner, or touched by themselves on a tablet held out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from cases import access
from cases.forms import AskWithSymbolsForm, DecideOnAssentForm, RecordAssentForm
from cases.models import Assent, Case, Film
from cases.operations.decide_on_assent import decide_on_assent as decide_on_assent_operation
from cases.operations.record_assent import record_assent as record_assent_operation
from cases.words import words_of
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

WRITTEN_DOWN = {
    Assent.Answer.GLAD: "Written down. Lovely.",
    Assent.Answer.UNSURE: "Written down. Going gently is just right.",
    Assent.Answer.STOPPED: "Written down. Stopping was the kind thing to do; the film rests until you decide about it.",
    Assent.Answer.DECLINED: "Written down. Thank you for listening to it; there will be another day.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def record_assent(request: SignedInRequest, cycle_id: UUID) -> HttpResponse:
    cycle = access.cycle_to_change(request.user, cycle_id)
    film = access.film_of_cycle(cycle, request.GET.get("film", ""))
    form = RecordAssentForm(request.POST or None, cycle=cycle, film=film)
    if form.is_valid():
        try:
            assent = record_assent_operation(cycle=cycle, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, WRITTEN_DOWN[Assent.Answer(assent.answer)])
            return redirect(back_to(cycle.case, film))
    context = {
        "form": form,
        "cycle": cycle,
        "case": cycle.case,
        "film": film,
        "back": back_to(cycle.case, film),
        "people": cycle.case.participants.order_by("-role"),
        "words": words_of(cycle.case.organisation.wording),
    }
    return render(request, "cases/record_assent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_with_symbols(request: SignedInRequest, cycle_id: UUID, participant_id: UUID) -> HttpResponse:
    """A page to hold out: three large symbols and nothing else. Touching one writes it down, for today."""
    cycle, participant = access.participant_to_film(request.user, cycle_id, participant_id)
    film = access.film_of_cycle(cycle, request.GET.get("film", ""))
    form = AskWithSymbolsForm(request.POST or None)
    context = {"cycle": cycle, "participant": participant, "film": film, "back": back_to(cycle.case, film)}
    if form.is_valid():
        record_assent_operation(
            participant=participant, cycle=cycle, film=film, by=request.user,
            answer=form.cleaned_data["answer"], how=Assent.How.SYMBOLS,
        )  # fmt: skip
        return redirect(f"{request.path}?{urlencode({'thanks': 'yes', 'film': str(film.pk) if film else ''})}")
    template = "cases/thank_for_assent.html" if "thanks" in request.GET else "cases/ask_with_symbols.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_on_assent(request: SignedInRequest, assent_id: UUID) -> HttpResponse:
    assent = access.assent_to_decide_on(request.user, assent_id)
    case = assent.cycle.case
    form = DecideOnAssentForm(request.POST or None)
    if form.is_valid():
        decide_on_assent_operation(assent=assent, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, "Decided: it no longer rests.")
        return redirect(back_to(case, assent.film))
    context = {"form": form, "assent": assent, "case": case, "back": back_to(case, assent.film)}
    return render(request, "cases/decide_on_assent.html", context)


def back_to(case: Case, film: Film | None) -> str:
    return reverse("film", args=[film.pk]) if film else reverse("consents", args=[case.pk])
