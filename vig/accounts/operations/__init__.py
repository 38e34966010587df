"""Letting people in and out of services, and giving their programs a token: one act a file."""

from .add_member import add_member
from .digests import digest_of
from .issue_token import issue_token
from .open_organisation import open_organisation

__all__ = ["add_member", "digest_of", "issue_token", "open_organisation"]
