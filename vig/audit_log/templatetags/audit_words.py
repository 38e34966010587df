"""How an event's codes are read by a person."""

import re
from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from vig.audit.sentences import sentence_of

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")

register = template.Library()
register.filter("sentence", sentence_of)


@register.filter
def kind(label: str) -> str:
    """`cases.helpingquestion` is spoken of as what it is."""
    return KINDS.get(label, label.rpartition(".")[2].replace("_", " "))


KINDS = {
    "accounts.user": "person",
    "accounts.organisation": "service",
    "accounts.address": "unknown address",
    "url": "page",
}


@register.filter
def short(thing_id: object) -> str:
    """The first eight signs tell things apart; the whole id is in the title and in the link."""
    text = str(thing_id)
    return text[:8] if len(text) in {32, 36} else text


@register.filter
def words(fact: str) -> str:
    return fact.replace("_", " ")


@register.filter
def fact(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{words(name)} {one}" for name, one in value.items()) or "none"
    if isinstance(value, list):
        spans = [f"{one[0]}-{one[1]}" if isinstance(one, list) and len(one) == 2 else str(one) for one in value]
        return ", ".join(spans) or "none"
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return date_format(localtime(datetime.fromisoformat(value)), "j M Y, H:i:s")
    return "none" if value in (None, "") else str(value)
