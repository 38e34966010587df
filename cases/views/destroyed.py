from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.models import Tombstone
from vig.accounts.request import SignedInRequest

TOMBSTONES_A_PAGE = 25


@require_safe
def destroyed_films(request: SignedInRequest) -> HttpResponse:
    """For data stewards: what is gone of the whole service, and whether it is proved."""
    service = access.service_to_look_after(request.user, request.GET.get("service", ""))
    tombstones = Tombstone.objects.filter(case__organisation=service).with_proof()
    page = Paginator(tombstones, TOMBSTONES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/destroyed_films.html",
        {"page_obj": page, "service": service, "services": access.services_to_look_after(request.user)},
    )


@require_safe
def destruction_certificate(request: SignedInRequest, case_id: UUID, tombstone_id: UUID) -> HttpResponse:
    """One page to print and to file. It certifies nothing that the storage has not shown yet."""
    tombstone = access.tombstone_to_see(request.user, case_id, tombstone_id)
    return render(
        request,
        "cases/destruction_certificate.html",
        {
            "tombstone": tombstone,
            "case": tombstone.case,
            "proof": tombstone.proof,
            "works_on_case": access.sees_case(request.user, tombstone.case),
        },
    )
