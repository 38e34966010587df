from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from vig.accounts.fresh import fresh_sign_in
from vig.accounts.request import SignedInRequest

from . import access
from .export import CONTENT_TYPES, export_audit
from .export import FORMATS as EXPORTS
from .forms import SearchAuditForm

EVENTS_A_PAGE = 50


@require_safe
def audit_log(request: SignedInRequest) -> HttpResponse:
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    form = SearchAuditForm(request.GET, service=service)
    page = Paginator(form.found(), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "audit_log/audit_log.html",
        {
            "form": form,
            "page_obj": page,
            "service": service,
            "services": access.services_to_look_after(request.user),
            "asked_for": form.asked_for(),
        },
    )


@require_POST
@fresh_sign_in
def audit_export(request: SignedInRequest) -> HttpResponseBase:
    """What the search finds, as a file."""
    service = access.service_to_look_after(request.user, request.POST.get("service", ""))
    form = SearchAuditForm(request.POST, service=service)
    file_format = request.POST.get("format", "")
    if file_format not in EXPORTS or not form.is_valid():
        return HttpResponse("This cannot be exported. Search again, then export.", status=HTTPStatus.BAD_REQUEST)
    rows = export_audit(
        events=form.found(), by=request.user, service=service, file_format=file_format, asked_for=form.asked_for()
    )
    answer = StreamingHttpResponse(rows, content_type=CONTENT_TYPES[file_format])
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.{file_format}"'
    return answer
