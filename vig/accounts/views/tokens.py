from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from vig.accounts import access, operations
from vig.accounts.models import User
from vig.accounts.request import SignedInRequest


@require_POST
def revoke_token(request: SignedInRequest) -> HttpResponse:
    """One's own."""
    _revoke(request, request.user)
    return redirect("account")


@require_POST
def revoke_token_of(request: SignedInRequest, service_id: UUID, person_id: UUID) -> HttpResponse:
    service, person = access.person_to_see(request.user, service_id, person_id)
    _revoke(request, person)
    return redirect("person", service.pk, person.pk)


def _revoke(request: SignedInRequest, user: User) -> None:
    if operations.revoke_token(user=user, by=request.user):
        messages.success(request, "The API token is revoked. Programs that use it have stopped.")
