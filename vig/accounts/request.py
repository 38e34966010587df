from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request that passed the sign-in wall; for annotations."""

    user: User
