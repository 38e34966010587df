"""What somebody was typing outlives their session: `<vig-keep>` in the browser, and the two things it needs from us."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import force_bytes

from vig.accounts.models import User

SAVED_COOKIE = "vig_saved"
ID = re.compile(r"[0-9a-f-]{36}")
OF_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


@dataclass(frozen=True)
class Writer:
    """Whose words a browser keeps, without saying who it is, and the key that only this person's pages carry."""

    name: str
    key: str


def writer_of(user: User) -> Writer:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"vig.accounts.keeping " + user.pk.bytes)
    key = derive.derive(force_bytes(settings.SECRET_KEY))
    return Writer(name=hashlib.sha256(key).hexdigest()[:8], key=base64.b64encode(key).decode())


class SavedMiddleware:
    """Tells the page after a form that it was saved: by the redirect that every form of ours ends with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in {302, 303} and request.content_type in OF_FORMS:
            kept = request.POST.get("kept", "")
            if ID.fullmatch(kept) and isinstance(request.user, User) and not getattr(response, "asks_first", False):
                response.set_cookie(SAVED_COOKIE, kept, max_age=3600, secure=settings.SECURE, samesite="Lax")
        return response
