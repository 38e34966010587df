from .invitation import Invitation
from .membership import Membership, Role
from .organisation import Organisation, Wording
from .token import ApiToken
from .user import User

__all__ = ["ApiToken", "Invitation", "Membership", "Organisation", "Role", "User", "Wording"]
