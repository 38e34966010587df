from allauth.usersessions.models import UserSession
from django.db import transaction

from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def end_sessions(*, user: User, why: str, by: User | None, keep: str | None = None) -> int:
    """Sign somebody out everywhere at once, but for the session whose key is `keep`. Says how many that were."""
    sessions = UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep or "")
    return sum(end_session(session=session, why=why, by=by) for session in sessions)


@transaction.atomic
def end_session(*, session: UserSession, why: str, by: User | None) -> bool:
    """Whether it was still there: of two that notice the same end, one writes it down."""
    ended, _ = UserSession.objects.filter(pk=session.pk).delete()
    if not ended:
        return False
    session._session_store(session.session_key).delete()
    record_event("accounts.session_ended", actor=by, subject=session.user, session=session.pk, why=why)
    return True
