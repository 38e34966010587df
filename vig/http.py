"""What every answer carries, whoever made it, and which requests are not even looked at."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

from .problems import answer_instead, is_for_programs

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivacyHeadersMiddleware:
    """Nothing is kept by a browser or proxy, framed, embedded or sent on to another site.

    A page keeps `Referrer-Policy: same-origin`: under `no-referrer` a browser posts its forms with `Origin: null`,
    which the CSRF check refuses. To other sites both say the same, nothing. Whatever is no page has no forms.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Referrer-Policy"] = "no-referrer"
        return response


class OnlyOurMethodsMiddleware:
    """Pages are asked for and answered by forms; the other methods are for programs, whose views name theirs."""

    OF_PAGES = ("GET", "HEAD", "POST")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in self.OF_PAGES and not is_for_programs(request):
            return HttpResponseNotAllowed(self.OF_PAGES)
        return self.get_response(request)


class NotForOtherSitesMiddleware:
    """Refuses what a browser asks for in the name of another site, also while somebody is signed in here.

    Browsers say so in `Sec-Fetch-*` (Fetch Metadata; ASVS 3.5.8), which no script can forge. Another site may do one
    thing: lead a person to a page, as a link in a mail does. It gets no film, no answer of the API, no frame and
    no form; only a view without the CSRF check, such as where an identity provider posts its answer, takes a form.
    """

    OURS = ("", "same-origin", "none")  # programs and old browsers say nothing; "none": typed or from a bookmark
    SENTENCE = "Another website asked for this in your name, so it was refused. Open it from within the platform."

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "") in self.OURS or self.is_link_to_a_page(request):
            return self.get_response(request)
        return answer_instead(request, HTTPStatus.FORBIDDEN, self.SENTENCE)

    def is_link_to_a_page(self, request: HttpRequest) -> bool:
        """A whole window goes to a page of ours; not a frame, a picture or a script."""
        mode, into = request.headers.get("Sec-Fetch-Mode", ""), request.headers.get("Sec-Fetch-Dest", "")
        if (mode, into) != ("navigate", "document") or is_for_programs(request):
            return False
        return request.method in ("GET", "HEAD") or takes_forms_from_elsewhere(request)


def takes_forms_from_elsewhere(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(view, "csrf_exempt", False))
