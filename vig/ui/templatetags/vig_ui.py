"""Tags of every page: icons, form fields, and amounts in words. They need no `load`: settings make them built in."""

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

THEMES = {"light", "dark"}
UNITS = ("bytes", "KB", "MB", "GB", "TB")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon from `static/images/icons.svg`. It only adorns: the words beside it, or a label, carry the sense."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def chosen_theme(context: template.Context) -> SafeString:
    """The attribute for somebody who chose light or dark; the cookie is drawn here so that no page flashes."""
    theme = context["request"].COOKIES.get("vig_theme")
    return format_html('data-theme="{}"', theme) if theme in THEMES else SafeString("")


@register.simple_tag(takes_context=True)
def csrf_cookie_name(context: template.Context) -> str:
    """Where scripts find the CSRF token. They read the cookie, because signing in again in another tab changes it."""
    request: HttpRequest = context["request"]
    get_token(request)  # has the cookie sent with this page
    return settings.CSRF_COOKIE_NAME


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "") -> dict[str, object]:
    """A form field with its label, hint and errors, tied together for screen readers."""
    widget = bound.field.widget
    layout = next((name for kind, name in LAYOUTS.items() if isinstance(widget, kind)), "control")
    attrs: dict[str, str | bool] = {"class": CLASSES[layout] + (" is-invalid" if bound.errors else "")}
    if "placeholder" in widget.attrs:
        attrs["placeholder"] = ""  # allauth's repeat the label, which stands above
    return {"field": bound, "label": label or bound.label, "layout": layout, "control": bound.as_widget(attrs=attrs)}


LAYOUTS = {RadioSelect: "choices", CheckboxInput: "tick", Select: "select"}
CLASSES = {
    "choices": "form-check-input",
    "tick": "form-check-input",
    "select": "form-select",
    "control": "form-control",
}


@register.filter
def size(amount: int) -> str:
    """Bytes as people say them: 1.3 GB."""
    value = float(amount)
    for unit in UNITS[:-1]:
        if value < 1000:
            return f"{value:.0f} {unit}" if unit in {"bytes", "KB"} or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} {UNITS[-1]}"
