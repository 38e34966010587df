"""Who works in a service, read for its administrators in a constant number of queries."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from .models import Membership, Organisation, User
from .signing_in.factors import FACTORS


def people_of(service: Organisation, *, left: bool | None = None) -> QuerySet[User]:
    """Everybody who holds, will hold or held a role in `service`; only who left, or only who did not, if you say so.

    Each carries `stays` (a role now or to come), `has_factor` (a second one to sign in with) and `roles_here`, the
    newest first, with their phase.
    """
    today = timezone.localdate()
    roles = Membership.objects.filter(organisation=service)
    theirs = Membership.objects.filter(organisation=service, user=OuterRef("pk"))
    stays = Exists(theirs.lasting(today))
    chosen = Exists(theirs) if left is None else Exists(theirs) & (~stays if left else stays)
    return (
        User.objects.filter(chosen)
        .annotate(stays=stays, has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)))
        .select_related("api_token")
        .prefetch_related(
            Prefetch(
                "memberships", queryset=roles.with_phase(today).order_by("-starts_on", "-pk"), to_attr="roles_here"
            )
        )
        .order_by("name", "email")
    )


def search_people(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Those who have every word in their name or address."""
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people
