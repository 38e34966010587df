import pytest
from django.urls import reverse

from cases.models import Case, SubjectRequest
from cases.operations.close_subject_request import ClosedAlready, close_subject_request
from tests.cases.asking_for_a_copy import ask
from tests.cast import Cast
from vig.audit.models import Event

from .test_file_subject_request import BrowserOf

DONE, REFUSED = SubjectRequest.State.DONE, SubjectRequest.State.REFUSED


def test_is_refused_only_for_a_reason(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    request, dana = ask(case, cast), browser_of(cast.dana)
    where = reverse("close_subject_request", args=[request.pk])

    assert "Say why it is refused" in dana.post(where, {"state": "refused"}).content.decode()
    dana.post(where, {"state": "refused", "refused_why": "may_not_ask"})

    request.refresh_from_db()
    assert (request.state, request.refused_why, request.handled_by) == (REFUSED, "may_not_ask", cast.dana)
    event = Event.objects.get(name="cases.subject_request_closed")
    assert event.facts == {"state": "refused", "why": "may_not_ask"}


def test_is_closed_once(case: Case, cast: Cast) -> None:
    request = ask(case, cast)
    close_subject_request(request=request, state=DONE, by=cast.dana)

    with pytest.raises(ClosedAlready):
        close_subject_request(request=request, state=REFUSED, refused_why="as_it_is", by=cast.dana)

    request.refresh_from_db()
    assert (request.state, request.refused_why) == (DONE, "")
