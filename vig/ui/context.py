from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from vig.accounts.models import User
from vig.accounts.roles import roles_of
from vig.accounts.signing_in.keeping import writer_of


@dataclass(frozen=True)
class Tab:
    """A page of the service area, for those who hold one of its roles."""

    url: str
    label: str
    here: bool


def service(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows; also that of a refusal which came before anybody asked who it is."""
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "service_tabs": SimpleLazyObject(lambda: service_tabs(request) if isinstance(user, User) else []),
        "writer": SimpleLazyObject(lambda: writer_of(user) if isinstance(user, User) else None),
    }


def service_tabs(request: HttpRequest) -> list[Tab]:
    held = roles_of(request.user)
    here = request.resolver_match.url_name if request.resolver_match else ""
    by_role = [
        Tab(url=reverse(name), label=label, here=name == here)
        for name, label, roles in settings.SERVICE_TABS
        if held & set(roles)
    ]
    by_duty = [
        Tab(url=reverse(name), label=label, here=name == here)
        for name, label, has_duty in settings.SERVICE_TABS_BY_DUTY
        if import_string(has_duty)(request.user)
    ]
    return by_role + by_duty
