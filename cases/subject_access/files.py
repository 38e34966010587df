"""The files of a copy, one after the other, none of them ever whole in memory but the small ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from django.db.models import Sum
from django.utils import timezone

from cases.models import Consent, Evidence, Participant
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import Recording, Segment
from media_pipeline.operations.bundles import FileOfBundle, Sink
from media_pipeline.operations.cut import FramesOfFilm
from vig.spreadsheets import csv_file

from .films import FilmPart
from .plan import Plan
from .readme import readme_of
from .records import Table

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


def files_of(plan: Plan) -> Iterator[FileOfBundle]:
    folders = {part.film.pk: _folder(number, part) for number, part in enumerate(plan.films, start=1)}
    yield _text("README.txt", readme_of(plan, list(folders.values())))
    yield _text("about.json", json.dumps(about(plan), indent=2, ensure_ascii=False, default=str))
    for table in plan.tables:
        yield FileOfBundle(f"tables/{table.name}.csv", partial(_write_table, table))
    if (consents := plan.item("consents")) and consents.goes_in:
        yield from _own_signatures(plan.request.participant)
    for part in plan.films:
        yield from _film_files(part, folders[part.film.pk])


def about(plan: Plan) -> dict[str, object]:
    somebody = plan.request.participant
    case = somebody.case
    return {
        "made_on": timezone.localdate(),
        "asked_on": plan.request.asked_on,
        "service": case.organisation.name,
        "case": {"id": case.pk, "opened_on": case.opened_on, "state": case.get_state_display()},
        "person": {
            "id": somebody.pk,
            "role": somebody.get_role_display(),
            "called": somebody.called,
            "age": somebody.get_age_band_display(),
            "relationship": somebody.relationship,
        },
        **{table.name: table.as_json() for table in plan.tables},
        "not_in_this_copy": [{"what": item.what, "why": item.withheld} for item in plan.withheld],
    }


def _film_files(part: FilmPart, folder: str) -> Iterator[FileOfBundle]:
    recording = part.film.recording
    for number, (start, end) in enumerate(part.spans, start=1):
        name = "film.mp4" if part.whole else f"part-{number}.mp4"
        yield FileOfBundle(f"{folder}/{name}", partial(_write_frames, recording, start, end), about=_size(recording))
    if part.whole and recording.poster_object:  # a still of any frame: only where every frame may go
        yield FileOfBundle(f"{folder}/still.jpg", partial(_write_poster, recording))


def _folder(number: int, part: FilmPart) -> str:
    return f"films/{number}-{part.film.kind.replace('_', '-')}-{part.film.recorded_on:%Y-%m-%d}"


def _write_frames(recording: Recording, start: int, end: int, out: Sink) -> None:
    FramesOfFilm(recording, start_frame=start, end_frame=end).cut_into(out)


def _write_poster(recording: Recording, out: Sink) -> None:
    key = unwrap(recording.key_ring, recording.wrapped_key)
    out.write(vault.get(recording.poster_object, key=key, size=recording.poster_size))


def _size(recording: Recording) -> int:
    sizes = Segment.objects.filter(rendition__recording=recording).exclude(rendition__name="lo")
    return int(sizes.aggregate(total=Sum("size"))["total"] or 0)


def _write_table(table: Table, out: Sink) -> None:
    for line in csv_file(table.head, table.rows):
        out.write(line)


def _own_signatures(somebody: Participant) -> Iterator[FileOfBundle]:
    """Forms that they signed themselves, for whomever: what another signed is another's."""
    consents = Consent.objects.filter(given_by=somebody) | Consent.objects.filter(
        participant=somebody, authority=Consent.Authority.SELF
    )
    signed = Evidence.objects.filter(consent__in=consents).select_related("consent__participant__case")
    for number, paper in enumerate(signed.order_by("consent__given_on", "consent__created_at"), start=1):
        ending = ENDINGS.get(paper.content_type, "bin")
        yield FileOfBundle(f"signed/{number}-{paper.consent.given_on:%Y-%m-%d}.{ending}", partial(_write_paper, paper))


def _write_paper(paper: Evidence, out: Sink) -> None:
    key = unwrap(paper.consent.participant.case.key_ring, paper.wrapped_key)
    for piece in vault.open_range(paper.object_name, key=key, size=paper.size, start=0, stop=paper.size):
        out.write(piece)


def _text(path: str, text: str) -> FileOfBundle:
    return FileOfBundle(path, lambda out: out.write(text.encode()))
