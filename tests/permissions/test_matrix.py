import json
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cases.models import Clip, Film
from cases.operations.mark_moment import mark_moment
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import CutPart, Rendition, Segment
from tests.cast import NAMES, Cast
from tests.permissions.matrix import OPEN, ROWS, Row
from vig.accounts.models import Invitation, Role, User
from vig.accounts.operations import invite_person

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def every_url_name(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from every_url_name(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{prefix}{pattern.name}"


def test_every_url_is_in_the_matrix() -> None:
    known = {row.name for row in ROWS} | set(OPEN)

    missing = set(every_url_name()) - known

    assert not missing


@pytest.fixture
def scene(film: Film, cast: Cast) -> dict[str, list[object]]:
    """A film of mira's that plays, with a clip that is cut; and what every URL's arguments are."""
    clip = playing_film_with_clip(film, cast)
    return {
        "": [],
        "passkey": [passkey_of_a_stranger()],
        "case": [film.cycle.case_id],
        "cycle": [film.cycle_id],
        "film": [film.pk],
        "recording": [film.recording_id],
        "rendition": [film.pk, "hi"],
        "segment": [film.pk, "hi", 0],
        "clip": [clip.pk],
        "clip rendition": [clip.pk, "hi"],
        "person": [cast.service.pk, cast.tariq.pk],
        "role": [cast.tariq.memberships.get().pk],
        "invitation": [an_invitation(cast).pk],
    }


def passkey_of_a_stranger() -> object:
    """Somebody's who takes part in no row: what is another person's is not there."""
    stranger = User.objects.create_user(email="stranger@example.org", name="Stranger")
    data = {"name": "A key", "credential": {}}
    return Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data=data).pk


def an_invitation(cast: Cast) -> Invitation:
    return invite_person(
        organisation=cast.service,
        email="noor@example.org",
        role=Role.TRAINEE,
        starts_on=timezone.localdate(),
        by=cast.ada,
    ).invitation


def playing_film_with_clip(film: Film, cast: Cast) -> Clip:
    recording = film.recording
    key = unwrap(recording.key_ring, bytes(recording.wrapped_key))

    def sealed() -> str:
        return vault.put(b"bytes", key=key)

    recording.frames, recording.frame_rate_numerator, recording.frame_rate_denominator = 250, 25, 1
    recording.poster_object, recording.peaks_object, recording.scrub_object = sealed(), sealed(), sealed()
    recording.poster_size = recording.peaks_size = recording.scrub_size = 5
    recording.state = recording.State.PROCESSING
    recording.facts = {"sound": None}
    recording.save()
    rendition = Rendition.objects.create(
        recording=recording, name="hi", profile=1, init_object=sealed(), init_size=5, codec="avc1.64001f",
        width=1280, height=720, timescale=25000,
    )  # fmt: skip
    Segment.objects.create(rendition=rendition, number=0, start=0, duration=25000, size=5, object_name=sealed())
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=10, title="He offers the ball")
    cut = clip.cut
    assert cut is not None
    cut_key = unwrap(recording.key_ring, bytes(cut.wrapped_key))
    CutPart.objects.create(cut=cut, start=0, size=5, object_name=vault.put(b"bytes", key=cut_key))
    cut.state, cut.size = cut.State.READY, 5
    cut.save()
    return clip


def ask(client: Client, row: Row, scene: dict[str, list[object]], method: str | None = None) -> int:
    url = reverse(row.name, args=scene[row.thing])
    if row.headers:
        body = {"data": b"x", "content_type": "application/offset+octet-stream"}
    elif ":" in row.name:
        body = {"data": json.dumps(row.sent), "content_type": "application/json"}
    else:
        body = {}
    send = getattr(client, method or row.method)
    without_body = (method or row.method) in {"get", "head", "options"}
    status: int = send(url, headers=row.headers, **({} if without_body else body)).status_code
    return status


@pytest.mark.parametrize("who", [*NAMES, "nobody"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_each_gets_what_the_matrix_says(row: Row, who: str, scene: dict[str, list[object]], cast: Cast) -> None:
    client = Client()
    if who != "nobody":
        client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    expected = {"mira": row.mira, "nobody": row.nobody}.get(who, row.colleagues)

    status = ask(client, row, scene)

    assert status == row.but.get(who, expected)


@pytest.mark.parametrize("who", ["otis", "ada", "nobody"])
@pytest.mark.parametrize("method", METHODS)
def test_no_other_method_gets_further(who: str, method: str, scene: dict[str, list[object]], cast: Cast) -> None:
    client = Client()
    if who != "nobody":
        client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    described = {(row.name, row.method) for row in ROWS}
    others = {row.name: row for row in ROWS if row.thing and (row.name, method) not in described}

    answered = {name: ask(client, row, scene, method) for name, row in others.items()}

    allowed = {302, 401, 403, 404, 405} | ({200, 204} if method == "options" else set())
    assert not {name: status for name, status in answered.items() if status not in allowed}


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_to_all(name: str, db: None) -> None:
    status, *arguments = OPEN[name]

    assert Client().get(reverse(name, args=arguments)).status_code == status
