from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access
from cases.forms.subject_requests import CloseRequestForm, FindCaseForm, LiftRestrictionForm, SubjectRequestForm
from cases.models import Film, SubjectRequest
from cases.operations.close_subject_request import close_subject_request as close_subject_request_operation
from cases.operations.file_subject_request import file_subject_request as file_subject_request_operation
from cases.subject_access.plan import plan_of
from vig.accounts.models import Organisation
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

REQUESTS_A_PAGE = 25


@require_safe
def subject_requests(request: SignedInRequest) -> HttpResponse:
    """What is open, the next due first; or what is closed, the latest first."""
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    closed = request.GET.get("show") == "closed"
    asked = SubjectRequest.objects.filter(participant__case__organisation=service).with_case()
    asked = asked.exclude(state="open").order_by("-closed_at") if closed else asked.open()
    today = timezone.localdate()
    page = Paginator(asked, REQUESTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/subject_requests.html",
        {
            "page_obj": page,
            "rows": [(one, one.days_left(today)) for one in page],
            "closed": closed,
            "service": service,
            "services": access.services_to_look_after(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def file_subject_request(request: SignedInRequest) -> HttpResponse:
    """First the case, by its pseudonym; then who of it asked, and for what."""
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    find = FindCaseForm(request.GET if "case" in request.GET else None, service=service)
    context = {"find": find, "service": service, "back": _requests_of(service)}
    if not find.is_valid():
        return render(request, "cases/file_subject_request.html", context)
    case = find.cleaned_data["case"]
    form = SubjectRequestForm(request.POST or None, participants=case.participants.all())
    if form.is_valid():
        try:
            filed = file_subject_request_operation(by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect("subject_request", filed.pk)
    return render(request, "cases/file_subject_request.html", context | {"form": form, "case": case})


@require_http_methods(["GET", "HEAD", "POST"])
def file_request_from_case(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """By who works on the case; the service's data steward goes on with it."""
    participant = access.participant_to_speak_for(request.user, participant_id)
    form = SubjectRequestForm(request.POST or None)
    if form.is_valid():
        try:
            filed = file_subject_request_operation(participant=participant, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            due = f"{filed.due_on:%-d %B %Y}"
            messages.success(request, f"Written down. Your data steward sees to it, by {due} at the latest.")
            return redirect("consents", participant.case_id)
    context = {"form": form, "participant": participant, "case": participant.case}
    return render(request, "cases/file_request_from_case.html", context)


@require_safe
def subject_request(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """What was asked, and what the data steward can do about it. No film is opened by it."""
    asked = access.request_to_handle(request.user, request_id)
    return render(request, "cases/subject_request.html", _shown(asked, CloseRequestForm()))


@require_POST
def close_subject_request(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    asked = access.request_to_handle(request.user, request_id)
    form = CloseRequestForm(request.POST)
    if form.is_valid():
        try:
            close_subject_request_operation(request=asked, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "Closed. Tell whoever asked.")
            return redirect(_requests_of(asked.participant.case.organisation))
    return render(request, "cases/subject_request.html", _shown(asked, form))


def _shown(asked: SubjectRequest, close_form: CloseRequestForm) -> dict[str, object]:
    case = asked.participant.case
    films = Film.objects.filter(appearances__participant=asked.participant).with_case().distinct()
    restricted = {one.film_id: one for one in asked.restrictions.model.objects.standing().filter(film__in=films)}
    copies = asked.kind == SubjectRequest.Kind.ACCESS
    return {
        "asked": asked,
        "case": case,
        "back": _requests_of(case.organisation),
        "days_left": asked.days_left(timezone.localdate()),
        "close_form": close_form,
        "lift_form": LiftRestrictionForm(),
        "films": [(film, restricted.get(film.pk)) for film in films.order_by("recorded_on")],
        "plan": plan_of(asked) if copies and asked.state == SubjectRequest.State.OPEN else None,
        "exports": asked.exports.select_related("bundle").prefetch_related("links") if copies else [],
        "withheld_for": asked.decisions.model.Why.choices,
    }


def _requests_of(service: Organisation) -> str:
    return f"{reverse('subject_requests')}?{urlencode({'service': str(service.pk)})}"
