from django.utils import timezone

from cases.leaving import cases_only_they_guide, cases_without_a_guide
from cases.models import Case, CaseAccess
from cases.operations.end_sight import end_sight
from tests.cast import Cast, a_case


def test_counts_open_cases_that_only_they_guide(cast: Cast, case: Case) -> None:
    shared = a_case(cast, pseudonym="Birch 7")
    CaseAccess.objects.create(case=shared, user=cast.tariq, starts_at=timezone.now())

    said = cases_only_they_guide(person=cast.mira, organisation=cast.service)

    assert said == "One open case would have nobody to guide it. Hand it over to a colleague first."
    assert cases_only_they_guide(person=cast.tariq, organisation=cast.service) == ""


def test_whoever_only_covers_guides_nobody(cast: Cast, case: Case) -> None:
    CaseAccess.objects.create(case=case, user=cast.tariq, why="covers", starts_at=timezone.now())

    assert cases_only_they_guide(person=cast.mira, organisation=cast.service)


def test_counts_what_nobody_guides_any_more(cast: Cast, case: Case) -> None:
    a_case(cast, pseudonym="Birch 7")
    assert cases_without_a_guide(organisation=cast.service) == ""

    end_sight(person=cast.mira, organisation=cast.service, by=None)

    said = "2 open cases of your service have nobody to guide them. Hand them over to colleagues."
    assert cases_without_a_guide(organisation=cast.service) == said
    assert cases_without_a_guide(organisation=cast.elsewhere) == ""


def test_a_closed_case_needs_no_guide(cast: Cast, case: Case) -> None:
    end_sight(person=cast.mira, organisation=cast.service, by=None)
    Case.objects.update(state=Case.State.CLOSED)

    assert cases_without_a_guide(organisation=cast.service) == ""
