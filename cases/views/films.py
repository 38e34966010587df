from contextlib import suppress
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from cases import access
from cases.forms import AddFilmForm
from cases.models import Assent, Film
from cases.operations import processing
from cases.operations.delete_film import delete_film as delete_film_operation
from cases.operations.destroy_film import FilmIsHeld
from cases.policies import can_be_used, can_film, can_keep_longer, can_share_film
from cases.progress import progress_of
from cases.words import words_of
from media_pipeline.operations.jobs import NothingToRetry
from vig.accounts.models import User
from vig.accounts.request import SignedInRequest


@require_safe
def add_film(request: SignedInRequest, cycle_id: UUID) -> HttpResponse:
    """The form and the upload element; each chosen file becomes a film through the API."""
    cycle = access.cycle_to_change(request.user, cycle_id)
    unfinished = Film.objects.filter(cycle=cycle).unfinished().with_case()
    return render(
        request,
        "cases/add_film.html",
        {
            "form": AddFilmForm(case=cycle.case),
            "cycle": cycle,
            "case": cycle.case,
            "unfinished": unfinished,
            "ready_to_film": can_film(list(cycle.case.participants.central()), Film.Kind.INTERACTION),
        },
    )


@require_safe
def film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    """The review room as soon as the film plays, before that how far it is."""
    seen = access.film_to_see(request.user, film_id)
    progress = progress_of(seen)
    case = seen.cycle.case
    assents = Assent.objects.of_film(seen)
    if not seen.may_be_watched:
        refusal = can_be_used(seen).reason
        context = {"film": seen, "case": case, "refusal": refusal, "assents": assents}
        context |= _its_time(request.user, seen)
        return render(request, "cases/film_closed.html", context)
    template = "cases/film.html" if progress.playable else "cases/film_waiting.html"
    return render(
        request,
        template,
        {
            "film": seen,
            "progress": progress,
            "cycle": seen.cycle,
            "case": case,
            "assents": assents,
            "helping_question": case.helping_questions.first(),
            "words": words_of(case.organisation.wording),
            **_its_time(request.user, seen),
            "may_share": can_share_film(request.user, seen),
        },
    )


def _its_time(user: User, film: Film) -> dict[str, object]:
    """The same whether it is held or not: that is for others to know, and the page is looked at with the family."""
    to_come = film.keep_until is not None and film.keep_until > timezone.localdate()
    return {
        "kept_until": film.keep_until if to_come and not film.closed_at else None,
        "may_keep_longer": bool(can_keep_longer(user, film)),
    }


@require_safe
def film_progress(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    """Polled while a film is on its way; turns the page into the review room when it plays."""
    seen = access.film_to_see(request.user, film_id)
    progress = progress_of(seen)
    if progress.playable:
        return HttpResponseClientRefresh()
    return render(request, "cases/_film_progress.html", {"film": seen, "progress": progress})


@require_POST
def cancel_processing(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    seen = access.film_to_change(request.user, film_id)
    processing.cancel_processing(film=seen, by=request.user)
    return redirect("film", seen.pk)


@require_POST
def retry_processing(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    seen = access.film_to_change(request.user, film_id)
    with suppress(NothingToRetry):  # somebody else asked first, which is what was wanted
        processing.retry_processing(film=seen, by=request.user)
    return redirect("film", seen.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    seen = access.film_to_delete(request.user, film_id)
    case = seen.cycle.case
    if request.method == "POST":
        try:
            delete_film_operation(film=seen, by=request.user)
        except FilmIsHeld as held:
            return render(
                request,
                "cases/film_is_held.html",
                {"film": seen, "case": case, "refusal": held.sentence},
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
            )
        messages.success(request, "The film and its clips are gone for good.")
        return redirect(reverse("case", args=[case.pk]))
    return render(request, "cases/delete_film.html", {"film": seen, "case": case, "clips": seen.clips.count()})
