from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vig.accounts import access, operations
from vig.accounts.forms import EndRoleForm, RoleForm
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.leaving import would_leave_behind
from vig.accounts.models import Organisation, User
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

ACCOUNT_CLOSED = "They hold no other role, so they can no longer sign in."


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def end_role(request: SignedInRequest, membership_id: int) -> HttpResponse:
    membership = access.role_to_change(request.user, membership_id)
    form = EndRoleForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        closed = operations.end_role(membership=membership, last_day=form.said(), by=request.user)
        return f"The role ends. {ACCOUNT_CLOSED}" if closed else "The role ends as you said."

    return _ask_and_do(
        request, "accounts/end_role.html", form, act, membership.organisation, membership.user, membership=membership
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def change_role(request: SignedInRequest, membership_id: int) -> HttpResponse:
    membership = access.role_to_change(request.user, membership_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": membership.role})

    def act() -> str:
        operations.change_role(membership=membership, by=request.user, **form.offered())
        return "The role is changed."

    return _ask_and_do(
        request, "accounts/change_role.html", form, act, membership.organisation, membership.user, membership=membership
    )


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def deactivate_person(request: SignedInRequest, service_id: UUID, person_id: UUID) -> HttpResponse:
    service, person = access.person_to_deactivate(request.user, service_id, person_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> str:
        closed = operations.deactivate_person(person=person, organisation=service, by=request.user)
        return f"All roles in this service have ended. {ACCOUNT_CLOSED if closed else ''}".strip()

    return _ask_and_do(request, "accounts/deactivate_person.html", form, act, service, person)


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def reactivate_person(request: SignedInRequest, service_id: UUID, person_id: UUID) -> HttpResponse:
    service, person = access.person_to_reactivate(request.user, service_id, person_id)
    form = RoleForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        operations.reactivate_person(person=person, organisation=service, by=request.user, **form.offered())
        return "They are back in this service."

    return _ask_and_do(request, "accounts/reactivate_person.html", form, act, service, person)


def _ask_and_do(
    request: SignedInRequest,
    template: str,
    form: forms.Form,
    act: Callable[[], str],
    service: Organisation,
    person: User,
    **shown: object,
) -> HttpResponse:
    """GET asks, POST does it and says so on the person's page; what is refused is asked again."""
    if form.is_valid():
        try:
            messages.success(request, act())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return redirect("person", service.pk, person.pk)
    leaves = would_leave_behind(person=person, organisation=service)
    return render(request, template, {"form": form, "service": service, "person": person, "leaves": leaves, **shown})
