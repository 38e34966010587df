"""What is written down of one participant, as tables: each goes into the copy as a CSV, and all into one JSON.

Not in any of them: notes, principles and ratings, which a practitioner writes for themselves and about others
(`tests/permissions/fields.py` says of each field who may ever read it), addresses of mail, and holds that the family
is not told of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from cases.models import (
    Appearance,
    Clip,
    Consent,
    Film,
    HelpingQuestion,
    Hold,
    Participant,
    Share,
    Tombstone,
    Viewing,
)
from media_pipeline.models import Recording
from vig.spreadsheets import Cell

Row = tuple[Cell, ...]
Hidden = Collection[UUID]


@dataclass(frozen=True)
class Table:
    name: str
    head: tuple[str, ...]
    rows: list[Row]

    def as_json(self) -> list[dict[str, Cell]]:
        return [dict(zip(self.head, row, strict=True)) for row in self.rows]


def table(name: str, participant: Participant, *, without_films: Hidden = ()) -> Table:
    head, rows = TABLES[name]
    return Table(name, head, list(rows(participant, without_films)))


def _helping_questions(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    """Of the two whom the case is about: who else is in shot asked none."""
    if somebody.role != Participant.Role.OTHER:
        for asked in HelpingQuestion.objects.filter(case=somebody.case_id):
            yield timezone.localdate(asked.asked_at), asked.text


def _films(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    told = Hold.objects.standing().filter(case=somebody.case_id, family_told=True)
    for film in Film.objects.filter(appearances__participant=somebody).with_case().distinct().order_by("recorded_on"):
        kept = [str(hold.get_why_display()) for hold in told if hold.film_id in {None, film.pk}]
        yield (
            str(film.pk), film.get_kind_display(), film.recorded_on, film.cycle.number,
            seconds(film.recording, film.recording.frames or 0), _closed(film, somebody), "; ".join(kept),
        )  # fmt: skip


def _closed(film: Film, somebody: Participant) -> str:
    """What others asked for is not told."""
    restricted = film.closed_why == Film.Closed.RESTRICTED
    if restricted and not film.restrictions.standing().filter(request__participant=somebody).exists():
        return ""
    return str(film.get_closed_why_display())


def _appearances(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    for one in Appearance.objects.filter(participant=somebody).select_related("film__recording"):
        end = one.film.recording.frames if one.end_frame is None else one.end_frame
        yield (
            str(one.film_id), seconds(one.film.recording, one.start_frame or 0),
            seconds(one.film.recording, end or 0), "yes" if one.identifiable else "no",
        )  # fmt: skip


def _consents(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    """What was answered for them, and what they answered for others."""
    consents = Consent.objects.filter(participant=somebody) | Consent.objects.filter(given_by=somebody)
    for consent in consents.select_related("participant", "given_by", "text", "explained_by").prefetch_related(
        "answers"
    ):
        whom = "themselves" if consent.participant_id == somebody.pk else consent.participant.get_role_display()
        giver = consent.given_by.get_role_display() if consent.given_by else consent.given_by_described
        for answer in consent.answers.all():
            yield (
                whom, answer.get_scope_display(), "yes" if answer.given else "no", consent.given_on, consent.until_on,
                timezone.localdate(answer.withdrawn_at) if answer.withdrawn_at else None, giver,
                consent.get_authority_display(), consent.get_how_display(), consent.text.number,
                consent.explained_by.name,
            )  # fmt: skip


def _assents(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    for assent in somebody.assents.select_related("cycle", "noted_by"):
        yield (
            assent.asked_on, assent.cycle.number, assent.get_answer_display(), assent.get_how_display(),
            assent.noted_by.name,
        )  # fmt: skip


def _moments(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    """Those with anything of them in it, by their titles, which families see."""
    for clip in _clips(somebody, hidden):
        film = clip.film.recording
        yield str(clip.film_id), clip.number, clip.title, seconds(film, clip.start_frame), seconds(film, clip.end_frame)


def _shares(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    clips = [clip.pk for clip in _clips(somebody, hidden)]
    shares = Share.objects.filter(clip__in=clips) | Share.objects.filter(film__in=_film_ids(somebody, hidden))
    for share in shares.select_related("clip", "shared_with").order_by("starts_at"):
        film = share.film_id or (share.clip.film_id if share.clip else None)
        yield (
            str(film), share.clip.number if share.clip else None, share.get_purpose_display(),
            share.shared_with.name if share.shared_with else "", timezone.localdate(share.starts_at), share.last_on,
            timezone.localdate(share.ended_at) if share.ended_at else None, share.get_ended_why_display(),
        )  # fmt: skip


def _viewings(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    viewings = Viewing.objects.filter(film__in=_film_ids(somebody, hidden)).with_things()
    for viewing in viewings.order_by("started_at"):
        film = viewing.film
        yield (
            str(viewing.film_id), viewing.clip.number if viewing.clip else None, viewing.viewer.name,
            viewing.get_why_display(), timezone.localtime(viewing.started_at).isoformat(timespec="minutes"),
            seconds(film.recording, viewing.frames) if film else 0,
        )  # fmt: skip


def _destroyed(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    """Of the whole case: who was in a film goes with it."""
    if somebody.role != Participant.Role.OTHER:
        for gone in Tombstone.objects.filter(case=somebody.case_id):
            yield gone.what, gone.recorded_on, gone.get_why_display(), timezone.localdate(gone.decided_at)


def _requests(somebody: Participant, hidden: Hidden) -> Iterator[Row]:
    for asked in somebody.subject_requests.all():
        yield (
            asked.get_kind_display(), asked.asked_on, asked.asked_by_described, asked.due_on, asked.get_state_display(),
            asked.get_refused_why_display(),
        )  # fmt: skip


Rows = Callable[[Participant, Hidden], Iterator[Row]]
TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "helping_questions": (("asked_on", "question"), _helping_questions),
    "films": (("film", "kind", "filmed_on", "cycle", "seconds", "closed", "kept_for"), _films),
    "appearances": (("film", "from_second", "to_second", "can_be_told"), _appearances),
    "consents": (
        ("for_whom", "asked_for", "answer", "answered_on", "holds_until", "withdrawn_on", "answered_by",
         "on_what_ground", "how", "version_of_the_text", "explained_by"),
        _consents,
    ),
    "assents": (("asked_on", "cycle", "answer", "how", "noted_by"), _assents),
    "moments": (("film", "moment", "title", "from_second", "to_second"), _moments),
    "shares": (("film", "moment", "for", "shown_to", "from", "last_day", "ended_on", "why_ended"), _shares),
    "viewings": (("film", "moment", "who", "why", "began", "seconds"), _viewings),
    "destroyed": (("kind", "filmed_on", "why", "decided_on"), _destroyed),
    "requests": (("asked_for", "asked_on", "asked_by", "due_on", "state", "why_refused"), _requests),
}  # fmt: skip


def seconds(recording: Recording, frame: int) -> float:
    return round(recording.ms_of(frame) / 1000, 1)


def _film_ids(somebody: Participant, hidden: Hidden) -> list[UUID]:
    films = Appearance.objects.filter(participant=somebody).exclude(film__in=hidden)
    return list(films.values_list("film", flat=True).distinct())


def _clips(somebody: Participant, hidden: Hidden) -> list[Clip]:
    """With any frame in which they are."""
    spans = list(
        Appearance.objects.filter(participant=somebody)
        .exclude(film__in=hidden)
        .values_list("film", "start_frame", "end_frame")
    )
    clips = Clip.objects.filter(film__in={film for film, _, _ in spans}).select_related("film__recording")
    return [
        clip
        for clip in clips.order_by("film__recorded_on", "start_frame")
        if any(
            film == clip.film_id
            and (start is None or end is None or (start < clip.end_frame and end > clip.start_frame))
            for film, start, end in spans
        )
    ]
