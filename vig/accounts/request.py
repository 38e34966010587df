from django.http import HttpRequest
from rest_framework.request import Request

from .models import User


class SignedInRequest(HttpRequest):
    """A request that passed the sign-in wall; for annotations."""

    user: User


class SignedInApiRequest(Request):
    """The same for the API, which lets nobody in who has not said who they are."""

    user: User
