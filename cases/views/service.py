"""What administrators decide for their service: the words with which it asks, and its rules. It opens no case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.forms import ConsentTextForm, ServiceRulesForm
from cases.models import Scope
from cases.operations.change_service_rules import change_service_rules as change_service_rules_operation
from cases.operations.consent_texts import publish_consent_text as publish_consent_text_operation
from cases.operations.consent_texts import text_in_use
from cases.operations.service_rules import rules_of
from vig.accounts.access import service_to_administer, services_to_administer
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_safe
def consent_texts(request: SignedInRequest) -> HttpResponse:
    """The words in use, and those of before."""
    service = service_to_administer(request.user, request.GET.get("service", ""))
    text = text_in_use(service)
    return render(
        request,
        "cases/consent_texts.html",
        {
            "service": service,
            "services": services_to_administer(request.user),
            "text": text,
            "questions": [text.question(scope) for scope in Scope],
            "earlier": service.consent_texts.exclude(pk=text.pk).select_related("published_by"),
        },
    )


@require_safe
def consent_text(request: SignedInRequest, text_id: UUID) -> HttpResponse:
    text = access.consent_text_to_read(request.user, text_id)
    context = {
        "text": text,
        "questions": [text.question(scope) for scope in Scope],
        "back": _page_of("consent_texts", text.organisation),
    }
    return render(request, "cases/consent_text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def publish_consent_text(request: SignedInRequest) -> HttpResponse:
    """First looked at as a family will see it, then published: a published version never changes."""
    service = service_to_administer(request.user, request.GET.get("service", ""))
    text = text_in_use(service)
    form = ConsentTextForm(request.POST or None, text=text)
    looked_at = False
    if form.is_valid():
        looked_at = True
        if "publish" in request.POST:
            try:
                publish_consent_text_operation(organisation=service, by=request.user, **form.described())
            except Refused as refusal:
                form.add_error(refusal.field, refusal.sentence)
            else:
                messages.success(request, "Published. Whoever is asked from now on is asked with these words.")
                return redirect(_page_of("consent_texts", service))
    context = {
        "form": form,
        "service": service,
        "text": text,
        "looked_at": looked_at,
        "back": _page_of("consent_texts", service),
    }
    return render(request, "cases/publish_consent_text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def change_service_rules(request: SignedInRequest) -> HttpResponse:
    service = service_to_administer(request.user, request.GET.get("service", ""))
    rules = rules_of(service)
    standing = {"lawful_basis": rules.lawful_basis, "days_until_destroyed": rules.days_until_destroyed}
    form = ServiceRulesForm(request.POST or None, initial=standing)
    if form.is_valid():
        change_service_rules_operation(organisation=service, by=request.user, **form.cleaned_data)
        messages.success(request, "The rules hold from now on.")
        return redirect(_page_of("change_service_rules", service))
    context = {"form": form, "service": service, "services": services_to_administer(request.user)}
    return render(request, "cases/change_service_rules.html", context)


def _page_of(name: str, service: Organisation) -> str:
    return f"{reverse(name)}?{urlencode({'service': str(service.pk)})}"
