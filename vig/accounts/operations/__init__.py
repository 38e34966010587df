"""Letting people in and out of services, and giving their programs a token: one act a file."""

from vig.accounts.digests import digest_of

from .accept_invitation import accept_invitation, join_by_invitation
from .add_member import add_member
from .change_role import change_role
from .deactivate_person import deactivate_person
from .end_role import end_role
from .end_sessions import end_session, end_sessions
from .invite_person import invite_person
from .issue_token import issue_token
from .open_organisation import open_organisation
from .reactivate_person import reactivate_person
from .resend_invitation import resend_invitation
from .revoke_invitation import revoke_invitation
from .revoke_token import revoke_token

__all__ = [
    "accept_invitation",
    "add_member",
    "change_role",
    "deactivate_person",
    "digest_of",
    "end_role",
    "end_session",
    "end_sessions",
    "invite_person",
    "issue_token",
    "join_by_invitation",
    "open_organisation",
    "reactivate_person",
    "resend_invitation",
    "revoke_invitation",
    "revoke_token",
]
