from .membership import Membership, Role
from .organisation import Organisation, Wording
from .token import ApiToken
from .user import User

__all__ = ["ApiToken", "Membership", "Organisation", "Role", "User", "Wording"]
