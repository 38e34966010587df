from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Replace, TruncDate

from vig.accounts.models import Membership, Organisation, User
from vig.audit.models import Event


def events_of(service: Organisation) -> QuerySet[Event]:
    """What happened in a service, and what its people did or met while they were its members that is no service's own,
    such as signing in. Never what belongs to another service, nor what `settings.AUDIT_WITHHELD` names."""
    day = OuterRef("day")
    members = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), organisation=service, starts_on__lte=day
    )
    did_it = Exists(members.filter(user=OuterRef("actor")))
    # An id as text: SQLite keeps it without hyphens.
    named = members.annotate(id_text=Replace(Cast("user_id", CharField()), Value("-"), Value("")))
    met_it = Exists(named.filter(id_text=Replace(OuterRef("subject_id"), Value("-"), Value(""))))
    nobodys = Q(organisation_id__isnull=True)
    withheld = reduce(or_, (Q(name__startswith=prefix) for prefix in settings.AUDIT_WITHHELD), Q(pk__in=[]))
    return (
        Event.objects.exclude(withheld)
        .alias(day=TruncDate("at"))
        .filter(
            Q(organisation_id=service.pk)
            | nobodys & Q(did_it)
            | nobodys & Q(actor__isnull=True, subject_kind="accounts.user") & Q(met_it)
        )
    )


def people_ever_of(service: Organisation) -> QuerySet[User]:
    return User.objects.filter(memberships__organisation=service).distinct().order_by("name")
