from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from vig.accounts.models import User
from vig.accounts.request import SignedInRequest
from vig.refusals import Unseen

from . import operations
from .models import Notice

NOTICES_A_PAGE = 30


@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """What is new for whoever asks, then what they have done with."""
    page = Paginator(request.user.notices.in_order(), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"page_obj": page})


@require_POST
def finish_notice(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    operations.finish_notice(notice=_own_notice(request.user, notice_id))
    return redirect("notices")


@require_POST
def finish_all_notices(request: SignedInRequest) -> HttpResponse:
    operations.finish_all_notices(user=request.user)
    return redirect("notices")


@require_POST
def choose_mails(request: SignedInRequest) -> HttpResponse:
    ordinary = request.POST.get("ordinary") == "yes"
    operations.choose_mails(user=request.user, ordinary=ordinary)
    messages.success(request, "We write to you when there is news." if ordinary else ONLY_URGENT)
    return redirect("account")


ONLY_URGENT = "From now on we write to you only when something is urgent."


def _own_notice(user: User, notice_id: UUID) -> Notice:
    notice = user.notices.filter(pk=notice_id).first()
    if notice is None:
        raise Unseen
    return notice
