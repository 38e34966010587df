"""What of somebody goes into their copy: by consent, by what is hidden, and by what the data steward decides."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Clip, Concern, Film, Hold, ItemDecision, Scope
from cases.operations.begin_export import MustBeChecked, begin_export
from cases.operations.decide_item import NotInQuestion, decide_item
from cases.operations.evidence import SignedPaper
from cases.operations.mark_moment import mark_moment
from cases.operations.place_hold import place_hold
from cases.operations.record_assent import record_assent
from cases.operations.restrict_films import restrict_films
from cases.operations.withdraw_consent import withdraw_consent
from cases.subject_access.files import about, files_of
from cases.subject_access.films import NOT_READY, OTHERS, RESTS, film_parts, without
from cases.subject_access.plan import NOT_NOW, Item, Plan, key_of, plan_of
from cases.subject_access.readme import readme_of
from tests.cases.asking_for_a_copy import PARTNER, PERSON, RESTRICTION, appears, ask, ready
from tests.cast import Cast, consent_to, the

from .test_file_subject_request import BrowserOf


@pytest.fixture
def shown(film: Film) -> Film:
    return ready(film)


def no_copies(case: Case, cast: Cast) -> None:
    """The child's consent to copies is taken back."""
    withdraw_consent(answer=the(case, PERSON).consents.get().answers.get(scope=Scope.COPIES), by=cast.mira)


def hidden_hold(film: Film, cast: Cast) -> Hold:
    review_on = timezone.localdate() + datetime.timedelta(days=30)
    return place_hold(case=film.cycle.case, film=film, why=Hold.Why.SAFEGUARDING, review_on=review_on, by=cast.dana)


def film_of(plan: Plan, film: Film) -> Item:
    item = plan.film_item(film.pk)
    assert item is not None
    return item


def spans(film: Film) -> tuple[tuple[int, int], ...]:
    (part,) = film_parts(the(film.cycle.case, PARTNER))
    return part.spans


def test_the_whole_film_where_everybody_else_agreed_to_copies(shown: Film) -> None:
    (part,) = film_parts(the(shown.cycle.case, PARTNER))

    assert (part.spans, part.whole) == (((0, 250),), True)


def test_only_frames_without_who_did_not(shown: Film, cast: Cast) -> None:
    appears(shown, the(shown.cycle.case, PARTNER), (0, 100), (150, 250))
    appears(shown, the(shown.cycle.case, PERSON), (50, 60), (90, 200))

    no_copies(shown.cycle.case, cast)

    assert spans(shown) == ((0, 50), (60, 90), (200, 250))


def test_none_where_they_are_in_it_all_through(shown: Film, cast: Cast) -> None:
    no_copies(shown.cycle.case, cast)

    item = film_of(plan_of(ask(shown.cycle.case, cast)), shown)
    assert (item.withheld, item.by_rule) == (OTHERS, True)


def test_none_of_a_film_that_rests(shown: Film, cast: Cast) -> None:
    """The child stopped, and the mother asks for a copy: what nobody may watch here leaves by no other way."""
    record_assent(
        participant=the(shown.cycle.case, PERSON), cycle=shown.cycle, by=cast.mira, answer="stopped", how="watching",
        asked_on=shown.recorded_on,
    )  # fmt: skip

    assert spans(shown) == ()
    assert film_of(plan_of(ask(shown.cycle.case, cast)), shown).part.why_not == RESTS  # type: ignore[union-attr]


def test_whoever_nobody_can_tell_stands_in_no_way(shown: Film, cast: Cast) -> None:
    no_copies(shown.cycle.case, cast)
    shown.appearances.filter(participant__role=PERSON).update(identifiable=False)

    assert spans(shown) == ((0, 250),)


def test_not_before_it_is_ready(film: Film, cast: Cast) -> None:
    assert film_of(plan_of(ask(film.cycle.case, cast)), film).withheld == NOT_READY


def test_spans_are_taken_out_of_spans() -> None:
    assert without([(0, 10), (20, 30)], [(5, 25)]) == [(0, 5), (25, 30)]
    assert without([(0, 10)], [(0, 10)]) == []
    assert without([(0, 10)], [(10, 12)]) == [(0, 10)]


def test_a_film_that_one_closed_oneself_is_still_ones_own(shown: Film, cast: Cast) -> None:
    case = shown.cycle.case
    withdraw_consent(answer=the(case, PARTNER).consents.get().answers.get(scope=Scope.OWN_REVIEW), by=cast.mira)

    assert spans(shown) == ((0, 250),)


def test_a_film_left_alone_for_oneself_goes_in_and_for_another_does_not(shown: Film, cast: Cast) -> None:
    case = shown.cycle.case
    theirs = ask(case, cast, kind=RESTRICTION, whose=the(case, PERSON))
    restrict_films(request=theirs, films=[shown], by=cast.dana)

    own = film_of(plan_of(ask(case, cast, whose=the(case, PERSON))), shown)
    others = film_of(plan_of(ask(case, cast)), shown)

    assert own.goes_in
    assert (others.withheld, others.by_rule) == (NOT_NOW, True)


def test_what_is_kept_in_silence_is_looked_at_before_anything_is_built(shown: Film, cast: Cast) -> None:
    request = ask(shown.cycle.case, cast)
    hidden_hold(shown, cast)

    with pytest.raises(MustBeChecked):
        begin_export(request=request, by=cast.dana)
    decide_item(request=request, item=key_of(shown.pk), withheld_why="", by=cast.dana)

    assert film_of(plan_of(request), shown).goes_in
    begin_export(request=request, by=cast.dana)


def test_the_copy_does_not_say_what_is_kept_in_silence(shown: Film, cast: Cast) -> None:
    request = ask(shown.cycle.case, cast)
    hidden_hold(shown, cast)
    decide_item(request=request, item=key_of(shown.pk), withheld_why=ItemDecision.Why.NOT_NOW, by=cast.dana)

    plan = plan_of(request)
    said = f"{about(plan)} {readme_of(plan)}"

    assert NOT_NOW in said
    assert not [word for word in ("afeguarding", "A hold", "kept for a reason") if word in said]


def test_what_the_leads_keep_stays_out_and_nobody_is_told_of_a_concern(
    shown: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    request, review_on = ask(shown.cycle.case, cast), timezone.localdate() + datetime.timedelta(days=30)
    hold = place_hold(case=shown.cycle.case, film=shown, why=Hold.Why.SAFEGUARDING, review_on=review_on, by=cast.tariq)
    Concern.objects.create(
        organisation=cast.service, case=shown.cycle.case, film=shown, words="I am worried", raised_by=cast.tariq,
        raised_at=timezone.now(), hold=hold,
    )  # fmt: skip

    page = browser_of(cast.dana).get(reverse("subject_request", args=[request.pk])).content.decode()

    item = film_of(plan_of(request), shown)
    assert (item.withheld, item.by_rule, item.to_check) == (NOT_NOW, True, False)
    assert not [word for word in ("oncern", "afeguarding", "Look at this first") if word in page]


def test_a_table_is_withheld_for_a_reason_and_let_in_again(shown: Film, cast: Cast) -> None:
    request = ask(shown.cycle.case, cast)

    decide_item(request=request, item="consents", withheld_why=ItemDecision.Why.HARM, by=cast.dana)
    withheld = plan_of(request)
    decide_item(request=request, item="consents", withheld_why="", by=cast.dana)

    assert "consents" not in {table.name for table in withheld.tables}
    assert {"what": "What they were asked and answered", "why": ItemDecision.Why.HARM.label} in about(withheld)[
        "not_in_this_copy"
    ]  # type: ignore[operator]
    assert "consents" in {table.name for table in plan_of(request).tables}


def test_what_consent_keeps_out_cannot_be_let_in(shown: Film, cast: Cast) -> None:
    no_copies(shown.cycle.case, cast)

    with pytest.raises(NotInQuestion):
        decide_item(request=ask(shown.cycle.case, cast), item=key_of(shown.pk), withheld_why="", by=cast.dana)


def test_notes_principles_and_the_pseudonym_of_the_case_are_not_in_it(shown: Film, cast: Cast) -> None:
    clip = mark_moment(film=shown, by=cast.mira, start_frame=0, end_frame=50, title="She waits", principles=["RI1"])
    Clip.objects.filter(pk=clip.pk).update(note="I wonder about her own mother")

    said = str(about(plan_of(ask(shown.cycle.case, cast))))

    assert "She waits" in said
    assert "How can I help him when feelings get big?" in said
    assert not [word for word in ("I wonder", "RI1", "Alder 101", "@example.org") if word in said]


def test_nothing_is_let_in_by_not_choosing(shown: Film, cast: Cast, browser_of: BrowserOf) -> None:
    request = ask(shown.cycle.case, cast)
    hidden_hold(shown, cast)
    dana, where = browser_of(cast.dana), reverse("decide_item", args=[request.pk])
    page = dana.get(reverse("subject_request", args=[request.pk])).content.decode()
    assert "Look at this first" in page

    dana.post(where, {"item": key_of(shown.pk), "decision": ""})
    assert plan_of(request).to_check
    dana.post(where, {"item": key_of(shown.pk), "decision": "in"})

    assert film_of(plan_of(request), shown).goes_in


def test_only_forms_that_they_signed_themselves(case: Case, cast: Cast) -> None:
    paper = SignedPaper(b"\x89PNG\r\n\x1a\n a signature")
    for role in (PARTNER, PERSON):
        consent_to(case, Scope.RESEARCH, by=cast.mira, participant=the(case, role), how="signature", evidence=paper)

    mothers, childs = (
        [file.path for file in files_of(plan_of(ask(case, cast, whose=the(case, role)))) if "signed" in file.path]
        for role in (PARTNER, PERSON)
    )

    assert len(mothers) == 2  # for herself, and for her child
    assert childs == []
