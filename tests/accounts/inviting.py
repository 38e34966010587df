"""An invitation as it comes to somebody: by mail."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

NEW_PASSWORD = "six green kites fly"


def invite(browser: Client, email: str, role: str = "practitioner", **also: str) -> Any:
    """By an administrator, on the page."""
    page = browser.get(reverse("invite_person"))
    asked = {
        "organisation": page.context["service"].pk,
        "email": email,
        "role": role,
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": "",
    }
    return browser.post(reverse("invite_person"), asked | also)


def link_in(message: int = -1) -> str:
    """The path of the link in a mail that was sent."""
    found = re.search(r"https?://[^/]+(/invitations/\S+)", str(mail.outbox[message].body))
    assert found
    return found[1]


def join(browser: Client, link: str, **said: str) -> Any:
    """Follow the link, and say who one is."""
    browser.get(link)
    words = {"name": "Noor", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return browser.post(reverse("accept_invitation"), words | said)
