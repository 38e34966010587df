"""Between the row of a film and the bytes of a segment its key may be changed, or shredded."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import access
from cases.models import Film
from media_pipeline import vault
from media_pipeline.keys import destroy_keys, id_of, unwrap
from media_pipeline.models import Recording, Rendition, Segment
from media_pipeline.operations.reseal import reseal_recording
from media_pipeline.sealing import SealBroken
from tests.cast import Cast
from vig.accounts.models import User

Happening = Callable[[Recording], object]
Ask = Callable[[], Any]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Happening], None]:
    """Let something happen after the film was looked up and before its segment is."""

    def arrange(happening: Happening) -> None:
        look_up = access.segment_to_watch

        def segment_to_watch(*asked: Any) -> tuple[Film, Segment]:
            film, segment = look_up(*asked)
            happening(film.recording)
            segment.refresh_from_db()
            return film, segment

        monkeypatch.setattr(access, "segment_to_watch", segment_to_watch)

    return arrange


@pytest.fixture
def ask(cast: Cast, film: Film, browser_of: Callable[[User], Client]) -> Ask:
    recording = film.recording
    key = unwrap(recording.key_ring, recording.wrapped_key)
    recording.state, recording.frames = Recording.State.READY, 25
    recording.frame_rate_numerator, recording.frame_rate_denominator = 25, 1
    recording.save()
    rendition = Rendition.objects.create(
        recording=recording,
        name="hi",
        profile=1,
        init_object=vault.put(b"init", key=key),
        init_size=4,
        codec="avc1.64001f",
        timescale=25,
    )
    name = vault.put(b"a second of film", key=key)
    Segment.objects.create(rendition=rendition, number=0, start=0, duration=25, size=16, object_name=name)
    mira = browser_of(cast.mira)
    return lambda: mira.get(reverse("film_segment", args=[film.pk, "hi", 0]))


def test_a_segment_plays_although_its_film_was_sealed_anew_meanwhile(
    ask: Ask, meanwhile: Callable[[Happening], None]
) -> None:
    meanwhile(lambda recording: list(reseal_recording(recording_id=recording.pk)))

    assert ask().getvalue() == b"a second of film"
    assert ask().getvalue() == b"a second of film"


def test_a_segment_whose_key_was_shredded_meanwhile_is_not_found(
    ask: Ask, meanwhile: Callable[[Happening], None]
) -> None:
    meanwhile(lambda recording: destroy_keys(recording.key_ring, [id_of(recording.wrapped_key)]))

    assert ask().status_code == 404


def test_a_broken_seal_stays_an_error(ask: Ask, film: Film) -> None:
    other = vault.put(b"a second of fake", key=bytes(32))
    Segment.objects.update(object_name=other)

    with pytest.raises(SealBroken):
        ask()
