from .membership import Membership, Role
from .organisation import Organisation, Wording
from .user import User

__all__ = ["Membership", "Organisation", "Role", "User", "Wording"]
