import datetime

from django.db import transaction

from cases.models import Film, Scope, Share
from cases.policies import can_share_film
from vig.accounts.models import User
from vig.audit.operations import record_event

from .sharing import NotForThis, facts_of, share


@transaction.atomic
def share_film(*, film: Film, email: str, purpose: Scope, ends_on: datetime.date, by: User) -> Share:
    """Show the whole film, without clips and notes, to whoever does this work and signs in with `email`.

    Everybody who can be told in it, anywhere in it, must have said yes to the purpose.
    """
    Film.objects.select_for_update().get(pk=film.pk)
    if not (decision := can_share_film(by, film, purpose)):
        raise NotForThis(decision.reason)
    given = share(thing=film, email=email, purpose=purpose, ends_on=ends_on, by=by)
    record_event("cases.film_shared", actor=by, subject=film, **facts_of(given))
    return given
