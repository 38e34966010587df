"""Showing a film or a clip to somebody outside the case, and what was shared with oneself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access
from cases.forms import ShareForm
from cases.models import Share
from cases.operations.end_share import end_share as end_share_operation
from cases.operations.share_clip import share_clip as share_clip_operation
from cases.operations.share_film import share_film as share_film_operation
from cases.policies import case_of
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

SHARED = "If a practitioner, trainee or supervisor signs in with this address, they can watch it now."


@require_http_methods(["GET", "POST"])
def share_clip(request: SignedInRequest, clip_id: UUID) -> HttpResponse:
    clip = access.clip_to_share(request.user, clip_id)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            share_clip_operation(clip=clip, by=request.user, **form.offered())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, SHARED)
            return redirect("case_access", clip.film.cycle.case_id)
    return render(request, "cases/share_clip.html", {"clip": clip, "form": form})


@require_http_methods(["GET", "POST"])
def share_film(request: SignedInRequest, film_id: UUID) -> HttpResponse:
    film = access.film_to_share(request.user, film_id)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            share_film_operation(film=film, by=request.user, **form.offered())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, SHARED)
            return redirect("case_access", film.cycle.case_id)
    return render(request, "cases/share_film.html", {"film": film, "form": form})


@require_POST
def end_share(request: SignedInRequest, share_id: UUID) -> HttpResponse:
    share = access.share_to_end(request.user, share_id)
    end_share_operation(share=share, by=request.user)
    messages.success(request, "It is taken back. Nobody watches it by this share any more.")
    return redirect("case_access", case_of(share).pk)


@require_safe
def shared_with_me(request: SignedInRequest) -> HttpResponse:
    shares = Share.objects.watchable_by(request.user).with_shown()
    return render(request, "cases/shared_with_me.html", {"shares": shares})


@require_safe
def shared_clip(request: SignedInRequest, share_id: UUID) -> HttpResponse:
    return render(request, "cases/shared_clip.html", {"share": access.clip_share_to_watch(request.user, share_id)})


@require_safe
def shared_film(request: SignedInRequest, share_id: UUID) -> HttpResponse:
    """Played from the film's own addresses, which ask for every second whether the share still reaches it."""
    share = access.film_share_to_watch(request.user, share_id)
    return render(request, "cases/shared_film.html", {"share": share, "film": share.film})
