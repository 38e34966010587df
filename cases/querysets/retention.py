"""What is kept of films that are gone. Films of a service, for whoever answers for how long they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch, Q

from media_pipeline.models import Destruction
from vig.accounts.models import Role, User
from vig.accounts.roles import services_where

from .sight import seen_by

if TYPE_CHECKING:
    from cases.models import Tombstone  # noqa: F401  named in quoted parameters


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def visible_to(self, user: User) -> TombstoneQuerySet:
        """Of the cases that `user` works on, and of the services whose data they look after: there is no picture."""
        services = services_where(user, Role.DATA_STEWARD)
        return self.filter(Q(seen_by(user, case="case")) | Q(case__organisation__in=services.values("pk")))

    def with_proof(self) -> TombstoneQuerySet:
        """With the destruction of the whole film, proved or open."""
        whole = Prefetch("recording__destructions", queryset=Destruction.objects.filter(cut_id=None), to_attr="proofs")
        return self.select_related("case__organisation", "decided_by", "recording").prefetch_related(whole)

    def with_cuts(self) -> TombstoneQuerySet:
        """And with those of files of its clips that went before it, the first first."""
        cuts = Destruction.objects.exclude(cut_id=None).order_by("asked_at")
        return self.prefetch_related(Prefetch("recording__destructions", queryset=cuts, to_attr="cut_proofs"))
