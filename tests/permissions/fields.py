"""Every field of every answer of the API, and who it is for. A field that is missing here fails the build.

Before you write a line here, ask of the field: who reads this, on what screen, and would the family mind?
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.cast import NAMES


@dataclass(frozen=True)
class Audience:
    """Who of the cast may ever find such a field in an answer. mira guides the case that all of it is about."""

    meaning: str
    who: frozenset[str]


ANYONE = Audience("who is signed in: it says nothing of a case", frozenset(NAMES))
CASE = Audience("whom the case is open to, for the work on it; never on a screen of the family", frozenset({"mira"}))
FAMILY = Audience("whom the case is open to, and the family too", frozenset({"mira"}))

STEWARD = Audience("who looks after the data of the service; ids and codes, no film and no word", frozenset({"dana"}))

PAGE = {"count": ANYONE, "next": ANYONE, "previous": ANYONE, "results": ANYONE}
FAILURE = {"code": FAMILY, "message": FAMILY}

FIELDS: Mapping[str, Mapping[str, Audience]] = {
    "CasePage": PAGE,
    "CyclePage": PAGE,
    "FilmPage": PAGE,
    "ClipPage": PAGE,
    "AppearancePage": PAGE,
    "AssentPage": PAGE,
    "ConsentPage": PAGE,
    "SharePage": PAGE,
    "EventPage": PAGE,
    "Event": dict.fromkeys(
        (
            "id",
            "at",
            "name",
            "what",
            "actor",
            "subject_kind",
            "subject_id",
            "organisation_id",
            "case_id",
            "facts",
            "mac",
            "sequence",
            "chain",
        ),
        STEWARD,
    ),
    "Principle": {"code": ANYONE, "name": ANYONE, "level": ANYONE, "may_mean": ANYONE, "behaviours": ANYONE},
    "Behaviour": {"code": ANYONE, "label": ANYONE},
    "Case": {
        "id": FAMILY,
        "service": FAMILY,
        "pseudonym": CASE,
        "path": CASE,
        "state": CASE,
        "opened_on": FAMILY,
        "helping_question": FAMILY,
        "participants": FAMILY,
        "cycles_url": CASE,
    },
    "Participant": {"id": FAMILY, "role": FAMILY, "called": FAMILY, "age_band": CASE, "relationship": FAMILY},
    "Cycle": {"id": FAMILY, "case": FAMILY, "number": FAMILY, "created_at": FAMILY, "films_url": CASE},
    "Appearance": dict.fromkeys(("participant", "identifiable", "start_frame", "end_frame"), FAMILY),
    "Consent": {
        "id": FAMILY,
        "participant": FAMILY,
        "given_by": FAMILY,
        "given_by_described": FAMILY,
        "authority": FAMILY,
        "how": FAMILY,
        "text": FAMILY,
        "given_on": FAMILY,
        "from_on": FAMILY,
        "until_on": FAMILY,
        "ask_again_on": FAMILY,
        "films": FAMILY,
        "answers": FAMILY,
        "evidence_url": CASE,
    },
    "ConsentAnswer": dict.fromkeys(("id", "scope", "given", "withdrawn_at"), FAMILY),
    "ConsentStanding": {"participant": FAMILY, "standings": FAMILY},
    "Standing": dict.fromkeys(("scope", "state", "sentence", "answer"), FAMILY),
    "Assent": {
        "id": FAMILY,
        "cycle": FAMILY,
        "participant": FAMILY,
        "film": FAMILY,
        "every_film": FAMILY,
        "asked_on": FAMILY,
        "answer": FAMILY,
        "how": FAMILY,
        "rests": CASE,
        "decided_at": CASE,
        "decided_why": CASE,
    },
    "Film": {
        "id": FAMILY,
        "cycle": FAMILY,
        "kind": FAMILY,
        "recorded_on": FAMILY,
        "keep_until": FAMILY,
        "destroy_at": FAMILY,
        "state": FAMILY,
        "stage": FAMILY,
        "playable": FAMILY,
        "refusal": CASE,
        "progress": FAMILY,
        "failure": FAMILY,
        "frame_rate": FAMILY,
        "frame_rate_fraction": FAMILY,
        "frames": FAMILY,
        "duration_ms": FAMILY,
        "width": FAMILY,
        "height": FAMILY,
        "playlist_url": FAMILY,
        "poster_url": FAMILY,
        "peaks_url": FAMILY,
        "scrub": FAMILY,
        "upload": CASE,
        "upload_url": CASE,
        "clips_url": CASE,
    },
    "ScrubSheet": {
        "url": FAMILY,
        "columns": FAMILY,
        "rows": FAMILY,
        "tile_width": FAMILY,
        "tile_height": FAMILY,
        "interval_frames": FAMILY,
        "count": FAMILY,
    },
    "Upload": {"url": CASE, "offset": CASE, "length": CASE},
    "Share": dict.fromkeys(
        ("id", "film", "clip", "email", "purpose", "starts_at", "last_on", "ended_at", "ended_why"), CASE
    ),
    "Failure": FAILURE,
    "Clip": {
        "id": FAMILY,
        "film": FAMILY,
        "number": FAMILY,
        "title": FAMILY,
        "start_frame": FAMILY,
        "end_frame": FAMILY,
        "start_ms": FAMILY,
        "duration_ms": FAMILY,
        "principles": CASE,  # codes of the method are for practitioners
        "note": CASE,  # what a practitioner writes for themselves
        "state": FAMILY,
        "failure": FAMILY,
        "playlist_url": FAMILY,
        "download_url": CASE,
        "version": CASE,
    },
}
