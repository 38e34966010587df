"""What goes into a copy, item by item, before it is built: by consent, by what is hidden, and by what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cases.models import ItemDecision, SubjectExport, SubjectRequest

from .films import FilmPart, film_parts
from .records import TABLES, Table, table

NOT_NOW = str(ItemDecision.Why.NOT_NOW.label)
KEPT_BY_LEADS = "It stays out for now by a decision that is not shown here."
ASKED_BY_ANOTHER = KEPT_BY_LEADS  # one sentence for both: by the words nobody can tell that there is a concern
KEPT_IN_SILENCE = "It is kept for a reason that the family is not told of. The copy does not say so either."

TABLES_THAT_MAY_STAY_OUT = {
    "helping_questions": "Helping questions",
    "consents": "What they were asked and answered",
    "assents": "How they met the camera",
    "moments": "Moments that were marked",
    "shares": "What was shown to others",
    "viewings": "Who watched",
    "destroyed": "Films that are gone",
}


@dataclass(frozen=True)
class Item:
    """One thing that would go in. `withheld` says why it does not, in words that may stand in the copy; `note` is for
    the data steward alone.
    """

    key: str
    what: str
    how_much: str
    withheld: str = ""
    note: str = ""
    by_rule: bool = False
    to_check: bool = False
    part: FilmPart | None = None

    @property
    def goes_in(self) -> bool:
        return not self.withheld


@dataclass(frozen=True)
class Plan:
    request: SubjectRequest
    items: list[Item]

    @property
    def to_check(self) -> list[Item]:
        """Kept for a reason that the family is not told of: somebody looks at each before anything is built."""
        return [item for item in self.items if item.to_check]

    @property
    def withheld(self) -> list[Item]:
        return [item for item in self.items if not item.goes_in]

    @cached_property
    def films(self) -> list[FilmPart]:
        return [item.part for item in self.items if item.part and item.goes_in]

    @cached_property
    def tables(self) -> list[Table]:
        out = {item.key for item in self.withheld}
        hidden = {item.part.film.pk for item in self.withheld if item.part and (item.note or not item.by_rule)}
        tables = [table(name, self.request.participant, without_films=hidden) for name in TABLES if name not in out]
        return [one for one in tables if one.rows]

    def film_item(self, film_id: UUID) -> Item | None:
        return next((item for item in self.items if item.part and item.part.film.pk == film_id), None)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    def as_contents(self) -> list[dict[str, object]]:
        """What `SubjectExport.films` remembers of it."""
        return [{"film": str(part.film.pk), "spans": [list(span) for span in part.spans]} for part in self.films]


def plan_of(request: SubjectRequest) -> Plan:
    decided = {decision.item: decision for decision in request.decisions.all()}
    participant = request.participant
    items = [
        _table_item(name, what, len(rows), decided.get(name))
        for name, what in TABLES_THAT_MAY_STAY_OUT.items()
        if (rows := table(name, participant).rows)
    ]
    parts = [_film_item(part, decided.get(key_of(part.film.pk))) for part in film_parts(participant)]
    return Plan(request, [*items, *parts])


def still_right(export: SubjectExport) -> bool:
    """Whether every frame in a copy may be given today: a consent may have ended, a film may be gone."""
    allowed = {str(part.film.pk): part.spans for part in plan_of(export.request).films}
    return all(
        any(start <= first and last <= end for start, end in allowed.get(film["film"], ()))
        for film in export.films
        for first, last in film["spans"]
    )


def key_of(film_id: UUID) -> str:
    return f"film {film_id}"


def _table_item(key: str, what: str, count: int, decision: ItemDecision | None) -> Item:
    how_much = "1 entry" if count == 1 else f"{count} entries"
    return Item(key, what, how_much, withheld=_why(decision))


def _film_item(part: FilmPart, decision: ItemDecision | None) -> Item:
    film = part.film
    what = f"{film.get_kind_display()}, filmed on {film.recorded_on:%-d %B %Y}"
    if part.kept_by_leads:  # that there is a concern is for the leads and whoever raised it
        return Item(key_of(film.pk), what, "", NOT_NOW, note=KEPT_BY_LEADS, by_rule=True, part=part)
    if part.left_alone_for_others:
        return Item(key_of(film.pk), what, "", NOT_NOW, note=ASKED_BY_ANOTHER, by_rule=True, part=part)
    if part.why_not:
        return Item(key_of(film.pk), what, "", part.why_not, by_rule=True, part=part)
    if not part.hold_unknown_to_family:
        return Item(key_of(film.pk), what, _how_much(part), _why(decision), part=part)
    withheld = NOT_NOW if decision is None else _why(decision)
    return Item(
        key_of(film.pk), what, _how_much(part), withheld, note=KEPT_IN_SILENCE, to_check=decision is None, part=part
    )


def _why(decision: ItemDecision | None) -> str:
    return str(decision.get_withheld_why_display()) if decision and decision.withheld_why else ""


def _how_much(part: FilmPart) -> str:
    seconds = part.film.recording.ms_of(part.frames) / 1000
    if part.whole:
        return f"the whole film, {seconds:.0f} seconds"
    pieces = "1 piece" if len(part.spans) == 1 else f"{len(part.spans)} pieces"
    return f"{pieces} without the others, {seconds:.0f} seconds"
