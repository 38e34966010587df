"""`visible_to` and `can_view` say the same, and so do the decisions about one film and about many, whatever the
accesses, shares, people in shot, consents and dates."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.models import (
    SHARED_FOR,
    Appearance,
    Assent,
    Case,
    CaseAccess,
    Clip,
    Consent,
    ConsentAnswer,
    Film,
    Participant,
    Scope,
    Share,
)  # fmt: skip
from cases.operations.consent_texts import saved_text_in_use
from cases.operations.mark_moment import mark_moment
from cases.policies import can_be_used, can_view, can_watch, reaches, say_what_may_be_watched
from cases.policies.sight import held_access
from tests.cast import Cast, a_case, a_cycle, a_film, gather_cast

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)

PEOPLE = ("mira", "sam", "otis")  # three are enough for every relation to a case

who = st.sampled_from(PEOPLE)
spans = st.tuples(st.integers(-2, 1), st.one_of(st.none(), st.integers(1, 3)))  # start, and length or open, from now on
frames = st.one_of(st.none(), st.sampled_from([(0, 10), (5, 20), (20, 50), (99, 100)]))


@dataclass(frozen=True)
class World:
    """What is drawn; people, clips and films by their places in the scene's lists."""

    accesses: list[tuple[str, int, str, tuple[int, int | None]]]
    shares: list[tuple[str, int, Scope, tuple[int, int | None], bool]]
    in_shot: list[tuple[int, int, tuple[int, int] | None, bool]]
    answers: list[tuple[int, Scope, bool, bool, tuple[int, int | None], int | None, list[int] | None]]
    closed: list[int]
    assents: list[tuple[int, int, str, bool, int, bool]]  # person, film, answer, of that film only, day, decided


worlds = st.builds(
    World,
    accesses=st.lists(
        st.tuples(who, st.integers(0, 1), st.sampled_from(["guides", "covers", "emergency"]), spans),
        max_size=5,
        unique_by=lambda access: access[:2],
    ),
    shares=st.lists(st.tuples(who, st.integers(0, 3), st.sampled_from(SHARED_FOR), spans, st.booleans()), max_size=5),
    in_shot=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 3), frames, st.booleans()),
        max_size=6,
        unique_by=lambda shot: (shot[0], shot[1], shot[2] and shot[2][0]),
    ),
    answers=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from([Scope.OWN_REVIEW, Scope.OWN_REVIEW, Scope.REVIEW_FILMING, *SHARED_FOR[:2]]),
            st.booleans(),
            st.booleans(),
            spans,
            st.one_of(st.none(), st.integers(-1, 2)),
            st.one_of(st.none(), st.lists(st.integers(0, 1), max_size=2, unique=True)),
        ),
        max_size=8,
    ),
    closed=st.lists(st.integers(0, 1), max_size=1),
    assents=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 1),
            st.sampled_from(Assent.Answer),
            st.booleans(),
            st.integers(0, 1),
            st.booleans(),
        ),
        max_size=2,
    ),
)


class TestSight(TestCase):
    cast: Cast
    cases: list[Case]
    films: list[Film]
    clips: list[Clip]
    people: list[Participant]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = gather_cast()
        cls.cases = [a_case(cls.cast, pseudonym=name) for name in ("Elm 1", "Elm 2")]
        cls.films = [a_film(cls.cast, a_cycle(cls.cast, case)) for case in cls.cases]
        Film.objects.filter(pk=cls.films[1].pk).update(kind=Film.Kind.SHARED_REVIEW)
        cls.clips = []
        for film in cls.films:
            film.recording.frames = 100
            film.recording.save()
            cls.clips.append(mark_moment(film=film, by=cls.cast.mira, start_frame=0, end_frame=10))
        cls.people = [somebody for case in cls.cases for somebody in case.participants.order_by("role")]
        CaseAccess.objects.all().delete()
        Appearance.objects.all().delete()
        Consent.objects.all().delete()

    @given(worlds)
    @settings(max_examples=20, deadline=None)
    def test_the_filter_and_the_decision_agree(self, world: World) -> None:
        self.make(world)
        films, clips = list(Film.objects.with_case()), list(Clip.objects.select_related("film__cycle__case"))
        shares = list(Share.objects.select_related("film__cycle__case", "clip__film__cycle__case"))

        for name in PEOPLE:
            user = self.cast[name]
            for things in (self.cases, films, clips, shares):
                seen = set(type(things[0]).objects.visible_to(user)) if things else set()
                assert seen == {thing for thing in things if can_view(user, thing)}
            say_what_may_be_watched(user, films)
            for film in films:
                if held_access(user, film.cycle.case):
                    assert film.may_be_watched == bool(can_watch(user, film))
        for clip in clips:
            assert reaches([clip.film])[clip.film_id].covers(clip.start_frame, clip.end_frame) == bool(
                can_be_used(clip)
            )

    def make(self, world: World) -> None:
        now, today = timezone.now() + datetime.timedelta(minutes=1), timezone.localdate()
        for name, case, why, (start, length) in world.accesses:
            begins = now + start * HOUR
            ends = None if length is None else begins + length * HOUR
            user = self.cast[name]
            CaseAccess.objects.create(case=self.cases[case], user=user, why=why, starts_at=begins, ends_at=ends)
        for name, thing, purpose, (start, length), taken_back in world.shares:
            begins = now + start * HOUR
            Share.objects.create(
                film=self.films[thing] if thing < 2 else None,
                clip=self.clips[thing - 2] if thing >= 2 else None,
                shared_with=self.cast[name],
                shared_by=self.cast.mira,
                purpose=purpose,
                starts_at=begins,
                ends_at=begins + (length or 1) * HOUR,
                ended_at=now if taken_back else None,
                ended_why="taken_back" if taken_back else "",
            )
        for film, person, span, identifiable in world.in_shot:
            start_frame, end_frame = span or (None, None)
            Appearance.objects.create(
                film=self.films[film], participant=self.people[person], start_frame=start_frame, end_frame=end_frame,
                identifiable=identifiable,
            )  # fmt: skip
        for person, scope, said_yes, withdrawn, (start, length), ask_again, chosen in world.answers:
            participant = self.people[person]
            begins_on = today + start * DAY
            consent = Consent.objects.create(
                participant=participant, given_by=participant, authority="self", how="spoken",
                text=saved_text_in_use(self.cast.service), explained_by=self.cast.mira, given_on=begins_on,
                from_on=begins_on, until_on=None if length is None else begins_on + (length - 1) * DAY,
                ask_again_on=None if ask_again is None else today + ask_again * DAY, every_film=chosen is None,
            )  # fmt: skip
            consent.films.set([self.films[place] for place in chosen or ()])
            ConsentAnswer.objects.create(
                consent=consent, scope=scope, given=said_yes, withdrawn_at=now if withdrawn and said_yes else None
            )
        for person, film, answer, only_it, later, decided in world.assents:
            decided = decided and answer in {Assent.Answer.STOPPED, Assent.Answer.DECLINED}
            Assent.objects.create(
                participant=self.people[person], cycle=self.films[film].cycle, every_film=not only_it,
                film=self.films[film] if only_it else None, asked_on=self.films[film].recorded_on + later * DAY,
                answer=answer, how="watching", noted_by=self.cast.mira, decided_at=now if decided else None,
                decided_why="mistake" if decided else "",
            )  # fmt: skip
        for film in world.closed:
            Film.objects.filter(pk=self.films[film].pk).update(closed_at=now, closed_why="withdrawn", destroy_at=now)
