import pytest
from django.utils import timezone

from cases.models import Clip, Film
from cases.operations.download_clip import ONE_DOWNLOAD, download_clip
from tests.cases.playing import a_clip, make_playable
from tests.cast import Cast
from vig.audit.models import Event


@pytest.fixture
def clip(film: Film) -> Clip:
    make_playable(film, seconds=2)
    return a_clip(film, start_frame=0, end_frame=20)


def downloads() -> int:
    return Event.objects.filter(name="cases.clip_downloaded").count()


def test_a_download_is_one_event_however_many_parts_it_comes_in(clip: Clip, cast: Cast) -> None:
    download_clip(clip=clip, by=cast.mira)
    for _ in range(3):
        download_clip(clip=clip, by=cast.mira, a_part=True)

    assert downloads() == 1


def test_one_that_is_only_asked_for_in_parts_is_one_too(clip: Clip, cast: Cast) -> None:
    for _ in range(3):
        download_clip(clip=clip, by=cast.mira, a_part=True)

    assert downloads() == 1


def test_two_downloads_are_two_and_so_are_those_of_two_people(clip: Clip, cast: Cast) -> None:
    download_clip(clip=clip, by=cast.mira)
    download_clip(clip=clip, by=cast.mira)
    download_clip(clip=clip, by=cast.tariq, a_part=True)

    assert downloads() == 3


def test_a_part_that_comes_much_later_is_another(clip: Clip, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    download_clip(clip=clip, by=cast.mira)
    later = timezone.now() + ONE_DOWNLOAD * 1.1
    monkeypatch.setattr(timezone, "now", lambda: later)

    download_clip(clip=clip, by=cast.mira, a_part=True)

    assert downloads() == 2
