"""How long somebody stays signed in: until half an hour without doing anything, and never beyond twelve hours.

The server keeps both times in the session's row, which every request has to find: without it the session is over.
Only what a person does counts. A page that asks by itself how far a film is names its URL in `NOT_ACTIVITY`, or sends
`VIG-Asks-By-Itself`; an upload under way counts, since somebody waits for it.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from vig.accounts.models import User
from vig.accounts.operations import end_session

from .devices import device_of

NOWHERE = "::"  # a sign-in that came over no connection, as in a test
NOTED_EVERY = datetime.timedelta(minutes=1)
BY_ITSELF = "VIG-Asks-By-Itself"


def begin_session(request: HttpRequest, user: User) -> None:
    session = request.session
    if not session.session_key:
        session.save()
    UserSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={
            "user": user,
            "ip": get_client_ip(request) or NOWHERE,
            "user_agent": request.headers.get("User-Agent", "")[:200],
            "created_at": timezone.now(),
            "last_seen_at": timezone.now(),
        },
    )


def rename_session(request: HttpRequest) -> None:
    """A new name that nobody can have seen before; how long it lasts stays as it was."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def why_over(session: UserSession, now: datetime.datetime) -> str:
    if now - session.created_at >= datetime.timedelta(seconds=settings.SESSION_LONGEST_SECONDS):
        return "too_long"
    if now - session.last_seen_at >= datetime.timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return "idle"
    return ""


class SessionLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            self._hold_to_the_limits(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        session: UserSession | None = getattr(request, "user_session", None)
        if session and _is_activity(request) and timezone.now() - session.last_seen_at >= NOTED_EVERY:
            UserSession.objects.filter(pk=session.pk).update(last_seen_at=timezone.now())
        return None

    def _hold_to_the_limits(self, request: HttpRequest) -> None:
        key = request.session.session_key
        session = UserSession.objects.filter(session_key=key, user_id=request.user.pk).select_related("user").first()
        over = why_over(session, timezone.now()) if session else "ended"
        if not over:
            request.user_session = session  # type: ignore[attr-defined]
            return
        if session:
            end_session(session=session, why=over, by=None)
        request.session.flush()
        request.user = AnonymousUser()
        request.session_was_over = over  # type: ignore[attr-defined]


def _is_activity(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name not in settings.NOT_ACTIVITY and BY_ITSELF not in request.headers


@dataclass(frozen=True)
class Session:
    id: int
    device: str
    ip: str
    began_at: datetime.datetime
    seen_at: datetime.datetime
    is_this: bool


def sessions_of(request: HttpRequest, user: User) -> list[Session]:
    """Those that still let somebody in, this one first."""
    now = timezone.now()
    found = [session for session in UserSession.objects.filter(user_id=user.pk) if not why_over(session, now)]
    sessions = [
        Session(
            id=session.pk,
            device=device_of(session.user_agent),
            ip=session.ip,
            began_at=session.created_at,
            seen_at=session.last_seen_at,
            is_this=session.session_key == request.session.session_key,
        )
        for session in found
    ]
    return sorted(sessions, key=lambda session: (not session.is_this, -session.seen_at.timestamp()))


def sweep_sessions(*, now: datetime.datetime) -> int:
    """Put away sessions to which nobody came back."""
    over = [(session, why_over(session, now)) for session in UserSession.objects.select_related("user")]
    return sum(end_session(session=session, why=why, by=None) for session, why in over if why)
