"""Telling people what is new for them. Nothing here is an event of its own: the audit has the act that is told of."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from vig.accounts.models import Organisation, User

from .kinds import kinds
from .models import MailChoice, Notice


def notify(
    *,
    users: Iterable[User],
    kind: str,
    subject: Model,
    organisation: Organisation | None = None,
    once: str = "",
    **facts: str | int,
) -> None:
    """Tell each of `users` once of this about `subject`, in the caller's transaction; `once` tells two times apart."""
    told = kinds()[kind]
    told.sentence.format(**facts)  # a fact that is missing shows here, not on somebody's page
    now = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(
                user=user,
                organisation=organisation,
                kind=kind,
                subject_kind=subject._meta.label_lower,
                subject_id=str(subject.pk),
                once=once,
                facts=facts,
                urgent=told.urgent,
                created_at=now,
            )
            for user in users
        ),
        ignore_conflicts=True,
    )


def forget_about(subject: Model) -> None:
    """For whoever ends a thing for good: nobody is told of it any more."""
    Notice.objects.about(subject).delete()


def finish_notice(*, notice: Notice) -> None:
    Notice.objects.waiting().filter(pk=notice.pk).update(done_at=timezone.now())


def finish_all_notices(*, user: User) -> int:
    return user.notices.waiting().update(done_at=timezone.now())


def choose_mails(*, user: User, ordinary: bool) -> None:
    MailChoice.objects.update_or_create(user=user, defaults={"ordinary": ordinary})


@transaction.atomic
def forget_notices(*, person: User, organisation: Organisation, by: User | None) -> None:
    """Somebody left the service: what it told them names its cases."""
    Notice.objects.filter(user=person, organisation=organisation).delete()
