"""Who watched what of a case, when and why: what a family is told, read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from .models import Case, Viewing
from .policies import ANSWERING_ROLES, WORKING_ROLES


@dataclass(frozen=True)
class Watched:
    viewing: Viewing
    role: str
    """Of the viewer, and where, on that day; empty where they held none any more."""

    @property
    def seconds(self) -> int:
        """How much different film was sent to them, rounded up; 0 where the film is gone."""
        film = self.viewing.film
        milliseconds = film.recording.ms_of(self.viewing.frames) if film else 0
        return -(-milliseconds // 1000)


def watched_of(case: Case) -> list[Watched]:
    """The latest first."""
    viewings = case.viewings.with_things().prefetch_related("viewer__memberships__organisation")
    return [Watched(viewing, _role_of(viewing)) for viewing in viewings.order_by("-started_at", "pk")]


def _role_of(viewing: Viewing) -> str:
    day = timezone.localdate(viewing.started_at)
    roles = ANSWERING_ROLES if viewing.why == Viewing.Why.EMERGENCY else WORKING_ROLES
    held = [
        f"{role.get_role_display()}, {role.organisation.name}"
        for role in viewing.viewer.memberships.all()
        if role.role in roles and role.starts_on <= day and (role.ends_on is None or day <= role.ends_on)
    ]
    return "; ".join(sorted(held))
