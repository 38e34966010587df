from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from vig.accounts import access, policies
from vig.accounts.leaving import left_behind, would_leave_behind
from vig.accounts.people import people_of, search_people
from vig.accounts.request import SignedInRequest

PEOPLE_A_PAGE = 25
INVITATIONS_A_PAGE = 10


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    service = access.service_to_administer(request.user, request.GET.get("service", ""))
    query = request.GET.get("q", "").strip()
    left = request.GET.get("show") == "left"
    found = search_people(people_of(service, left=left), query)
    invitations = service.invitations.select_related("invited_by").order_by("-sent_at")
    return render(
        request,
        "accounts/people.html",
        {
            "service": service,
            "services": access.services_to_administer(request.user),
            "query": query,
            "left": left,
            "page_obj": Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
            "invitations": Paginator(invitations, INVITATIONS_A_PAGE).get_page(request.GET.get("invitations")),
            "now": timezone.now(),
            "left_behind": left_behind(organisation=service),
        },
    )


@require_safe
def person(request: SignedInRequest, service_id: UUID, person_id: UUID) -> HttpResponse:
    service, somebody = access.person_to_see(request.user, service_id, person_id)
    return render(
        request,
        "accounts/person.html",
        {
            "everybody": f"{reverse('people')}?{urlencode({'service': str(service.pk)})}",
            "service": service,
            "person": somebody,
            "may_change": policies.can_change_roles_of(request.user, somebody, service),
            "would_leave_behind": would_leave_behind(person=somebody, organisation=service),
        },
    )
