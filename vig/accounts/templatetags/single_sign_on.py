from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("components/single_sign_on.html", takes_context=True)
def single_sign_on(context: template.Context, back_to: str = "", act: str = "Sign in") -> dict[str, object]:
    """A button for each directory through which people may sign in; nothing where there is none."""
    return {"directories": directories(), "act": act, "back_to": back_to, "csrf_token": context.get("csrf_token")}


def directories() -> list[dict[str, str]]:
    openid = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {"APPS": []})["APPS"]
    saml = settings.SOCIALACCOUNT_PROVIDERS.get("saml", {"APPS": []})["APPS"]
    return [
        {"name": app["name"], "address": reverse("openid_connect_login", args=[app["provider_id"]])} for app in openid
    ] + [{"name": app["name"], "address": reverse("saml_login", args=[app["client_id"]])} for app in saml]
