"""The app on somebody's phone."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

PERIOD = 30


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // PERIOD + steps)))


def set_up_app(browser: Client) -> str:
    """Set up an app on the pages, as somebody does; gives the secret that the app then holds."""
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)
    assert secret
    done = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    assert done.status_code == 302
    return secret[1]


def recovery_codes_of(browser: Client) -> list[str]:
    return re.findall(r"<code>(\d+)</code>", browser.get(reverse("mfa_view_recovery_codes")).content.decode())
