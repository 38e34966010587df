from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def go_on(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A page of ours between the button and the directory, in place of a redirect.

    Our policy lets a form lead nowhere but to us, and browsers hold redirects to that as well.
    """
    if answer.status_code != HTTPStatus.FOUND:
        return answer
    return render(request, "socialaccount/go_on.html", {"directory": answer["Location"]})
