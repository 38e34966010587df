"""Steps that need a fresh sign-in, beside the platform's own addresses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response

from vig.accounts.fresh import fresh_sign_in
from vig.api import endpoint


@fresh_sign_in
def export(request: HttpRequest) -> HttpResponse:
    why = request.POST.get("why", "nobody said")
    return HttpResponse(f"{request.method} {request.get_full_path()}: {why}")


def save(request: HttpRequest) -> HttpResponse:
    return redirect("home")


@endpoint("POST")
@fresh_sign_in
def export_by_program(request: Request) -> Response:
    return Response({"exported": True})


urlpatterns = [
    path("export/", export, name="export"),
    path("saved/", save, name="save"),
    path("api/v1/export/", export_by_program, name="export_by_program"),
    path("", include("vig.urls")),
]
handler403 = "vig.problems.not_allowed"
