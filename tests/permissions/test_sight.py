"""`visible_to` and `can_view` say the same, whatever accesses there are."""

import datetime
from typing import ClassVar

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.models import Case, CaseAccess
from cases.policies import can_view
from tests.cast import NAMES, Cast, gather_cast

HOUR = datetime.timedelta(hours=1)
spans = st.tuples(st.integers(-5, 5), st.one_of(st.none(), st.integers(0, 5)))
accesses = st.tuples(st.sampled_from(NAMES), st.integers(0, 2), spans)


class SightTest(TestCase):
    cast: ClassVar[Cast]
    cases: ClassVar[list[Case]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = gather_cast()
        cls.cases = [
            Case.objects.create(organisation=cls.cast.service, pseudonym=f"Elm {n}", opened_on=timezone.localdate())
            for n in range(3)
        ]

    @given(st.lists(accesses, max_size=8, unique_by=lambda access: access[:2]))
    @settings(max_examples=60, deadline=None)
    def test_the_filter_and_the_decision_agree(
        self, given_accesses: list[tuple[str, int, tuple[int, int | None]]]
    ) -> None:
        now = timezone.now() + datetime.timedelta(minutes=1)
        held: set[tuple[str, int]] = set()
        for name, case, (start, length) in given_accesses:
            if (name, case) in held:
                continue
            held.add((name, case))
            begins = now + start * HOUR
            ends = None if length is None else begins + length * HOUR
            CaseAccess.objects.create(case=self.cases[case], user=self.cast[name], starts_at=begins, ends_at=ends)

        for name in NAMES:
            seen = set(Case.objects.visible_to(self.cast[name]))
            assert seen == {case for case in self.cases if can_view(self.cast[name], case)}
