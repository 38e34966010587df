from .invitations import accept_invitation, invitation
from .invite import invite_person, resend_invitation, revoke_invitation
from .people import people, person
from .roles import change_role, deactivate_person, end_role, reactivate_person
from .tokens import revoke_token, revoke_token_of

__all__ = [
    "accept_invitation",
    "change_role",
    "deactivate_person",
    "end_role",
    "invitation",
    "invite_person",
    "people",
    "person",
    "reactivate_person",
    "resend_invitation",
    "revoke_invitation",
    "revoke_token",
    "revoke_token_of",
]
