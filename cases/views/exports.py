from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import access
from cases.forms.subject_requests import DecideItemForm
from cases.models import DownloadLink
from cases.operations.begin_export import begin_export as begin_export_operation
from cases.operations.decide_item import decide_item as decide_item_operation
from cases.operations.destroy_export import end_exports_out_of_reach
from cases.operations.download_export import LinkIsOver, is_over
from cases.operations.download_export import download_export as download_export_operation
from cases.operations.make_download_link import make_download_link as make_download_link_operation
from cases.subject_access.plan import still_right
from media_pipeline.delivery import answer_parts
from media_pipeline.keys import unwrap
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_POST
@fresh_sign_in
def decide_item(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Withhold one thing for a reason, or let it in with none."""
    asked = access.request_to_handle(request.user, request_id)
    form = DecideItemForm(request.POST)
    if form.is_valid():
        try:
            decide_item_operation(request=asked, by=request.user, **form.described())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    return redirect("subject_request", asked.pk)


@require_POST
@fresh_sign_in
def begin_export(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    asked = access.request_to_handle(request.user, request_id)
    try:
        begin_export_operation(request=asked, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The copy is being built. Look again in a few minutes.")
    return redirect("subject_request", asked.pk)


@require_POST
@fresh_sign_in
def make_download_link(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    export = access.export_to_hand_over(request.user, export_id)
    try:
        link = make_download_link_operation(export=export, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("subject_request", export.request_id)
    return redirect("download_export", link.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def download_export(request: SignedInRequest, link_id: UUID) -> HttpResponseBase:
    """GET says what it is and asks; POST is the one download."""
    link = access.download_to_take(request.user, link_id)
    if request.method != "POST":
        status = HTTPStatus.GONE if is_over(link) else HTTPStatus.OK
        return _page(request, link, status=status)
    if is_over(link):
        return _page(request, link, status=HTTPStatus.GONE)
    if not still_right(link.export):
        end_exports_out_of_reach(case=link.export.request.participant.case)
        return _page(request, link, status=HTTPStatus.GONE, changed=True)
    answer = _file(request, link)
    if answer.status_code != HTTPStatus.OK:
        return answer
    try:
        download_export_operation(link=link, by=request.user)
    except LinkIsOver:
        return _page(request, link, status=HTTPStatus.GONE)
    return answer


def _file(request: SignedInRequest, link: DownloadLink) -> HttpResponseBase:
    """The zip, unsealed as it is sent, always from its beginning."""
    bundle = link.export.bundle
    request.META.pop("HTTP_RANGE", None)
    return answer_parts(
        request,
        parts=[(part.object_name, part.start, part.size) for part in bundle.parts.all()],
        total=bundle.size or 0,
        key=unwrap(bundle.key_ring, bundle.wrapped_key),
        content_type="application/zip",
        filename=f"copy-{link.export.asked_for_at:%Y-%m-%d}.zip",
    )


def _page(request: SignedInRequest, link: DownloadLink, *, status: int, changed: bool = False) -> HttpResponse:
    context = {
        "link": link,
        "export": link.export,
        "asked": link.export.request,
        "over": status == HTTPStatus.GONE,
        "sentence": LinkIsOver().sentence,
        "changed": changed,
    }
    return render(request, "cases/download_export.html", context, status=status)
