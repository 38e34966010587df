from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

WHY = {
    "idle": "You were signed out, because nothing was done here for half an hour. What you had typed is kept.",
    "too_long": "You were signed out, because your sign-in lasts for a day's work. What you had typed is kept.",
    "ended": "Your session was ended. What you had typed is kept.",
}


class SignInWall(LoginRequiredMiddleware):
    """Sends to sign in, says why, and back to the page that somebody was on.

    Django goes back to the address that was asked for; that of a form often takes only what a form sends.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        why = WHY.get(getattr(request, "session_was_over", ""))
        if why:
            messages.info(request, why)
        path = request.get_full_path() if request.method in {"GET", "HEAD"} else _page_of(request)
        return redirect_to_login(path, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


def _page_of(request: HttpRequest) -> str:
    """Where the form stood. Another site's address is no page of ours."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(page)
    return parts._replace(scheme="", netloc="").geturl()
