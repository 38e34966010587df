"""SAML, with what django-allauth leaves open closed: no single sign-out, and nobody fills our sessions with answers."""

from http import HTTPStatus

from allauth.core import ratelimit
from allauth.socialaccount.providers.saml import views as allauth_views
from allauth.socialaccount.providers.saml.utils import build_saml_config, get_app_or_404
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from .going import go_on

LARGEST_ANSWER_BYTES = 256 * 1024


@require_http_methods(["GET", "POST"])
@login_not_required
def login(request: HttpRequest, organization_slug: str) -> HttpResponse:
    try:
        return go_on(request, allauth_views.login(request, organization_slug=organization_slug))
    except OSError:
        return _error(request, HTTPStatus.SERVICE_UNAVAILABLE)


@csrf_exempt
@require_POST
@login_not_required
def acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The directory's answer, sent by the browser without our cookies; it is kept for the next request to judge."""
    get_app_or_404(request, organization_slug)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_ANSWER_BYTES:
        return _error(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not ratelimit.consume(request, action="saml_answer"):
        too_many: HttpResponse = ratelimit.respond_429(request)
        return too_many
    answer: HttpResponse = allauth_views.acs(request, organization_slug=organization_slug)
    return answer


@require_safe
@login_not_required
def finish_acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    try:
        answer: HttpResponse = allauth_views.finish_acs(request, organization_slug=organization_slug)
    except (ValueError, SyntaxError, ImproperlyConfigured):  # not XML, or about nobody
        return _error(request, HTTPStatus.UNAUTHORIZED)
    return answer


@require_safe
@login_not_required
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Who we are, for the people who run the directory."""
    app = get_app_or_404(request, organization_slug)
    config = build_saml_config(request, app.settings, organization_slug)
    del config["sp"]["singleLogoutService"]
    described = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True).get_sp_metadata()
    return HttpResponse(described, content_type="text/xml")


@require_safe
@login_not_required
def sls(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Not ours: a sign-out that anybody can send to somebody's browser."""
    raise Http404


def _error(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=status)
