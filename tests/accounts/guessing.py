"""Somebody who guesses passwords, in a process of their own; `python -m tests.accounts.guessing` for the test of it."""

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402  needs the settings
from django.urls import reverse  # noqa: E402

WRONG = "do not belong together"
CLOSED = "wrong too often"


def answer_to(email: str, password: str) -> str:
    answer = Client().post(reverse("account_login"), {"login": email, "password": password})
    if answer.status_code == 302:
        return "in"
    page = answer.content.decode()
    return "wrong" if WRONG in page else "closed" if CLOSED in page else f"status {answer.status_code}"


if __name__ == "__main__":
    print(json.dumps([answer_to(*tried.split(" ", 1)) for tried in sys.argv[1:]]))
