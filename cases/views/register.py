from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases import access
from cases.forms.register import SearchRegisterForm
from cases.operations.export_register import export_register as export_register_operation
from cases.operations.service_rules import rules_of
from cases.register import HEAD, lapsing, rows_of, written
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.request import SignedInRequest
from vig.spreadsheets import csv_file

ROWS_A_PAGE = 25
ROWS_AT_ONCE = 500


@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """Every film of the service, that is there or that was, with its consents and its clock. No picture, no name."""
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    form = SearchRegisterForm(request.GET, service=service)
    page = Paginator(form.found(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/register.html",
        {
            "form": form,
            "page_obj": page,
            "rows": rows_of(page.object_list),
            "lapsing": lapsing(service),
            "service": service,
            "services": access.services_to_look_after(request.user),
            "decided": rules_of(service).organisation.retention_rules.exists(),
            "asked_for": form.asked_for(),
        },
    )


@require_POST
@fresh_sign_in
def export_register(request: SignedInRequest) -> HttpResponseBase:
    """What the search finds, as a file for a spreadsheet."""
    service = access.service_to_look_after(request.user, request.POST.get("service", ""))
    form = SearchRegisterForm(request.POST, service=service)
    if not form.is_valid():
        return HttpResponse("This cannot be exported. Search again, then export.", status=HTTPStatus.BAD_REQUEST)
    found = export_register_operation(found=form.found(), service=service, asked_for=form.asked_for(), by=request.user)
    pages = Paginator(found, ROWS_AT_ONCE)
    rows = (row for page in pages for row in rows_of(page.object_list))
    answer = StreamingHttpResponse(csv_file(HEAD, map(written, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="register-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer
