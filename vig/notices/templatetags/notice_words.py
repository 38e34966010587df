from django import template

from vig.notices.kinds import kind_of
from vig.notices.models import Notice

register = template.Library()


@register.filter
def said(notice: Notice) -> str:
    return kind_of(notice).sentence.format(**notice.facts)


@register.filter
def leads_to(notice: Notice) -> str:
    """The address of the thing, or "" where there is nothing to look at."""
    link = kind_of(notice).link
    return link(notice) if link else ""
