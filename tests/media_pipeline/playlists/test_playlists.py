import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media_pipeline.models import Recording, Rendition, Segment
from media_pipeline.operations.upload import begin_recording
from media_pipeline.playlists import clip_media_playlist, film_master_playlist, film_media_playlist

pytestmark = pytest.mark.django_db

FRAME = 1001  # ticks of 30000 a second
GOP = 30


@pytest.fixture
def recording() -> Recording:
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    recording.frame_rate_numerator, recording.frame_rate_denominator = 30000, 1001
    recording.save()
    return recording


def a_rendition(recording: Recording, name: str, *, seconds: int, complete: bool = True) -> Rendition:
    """As our transcode makes them: groups of 30 pictures, or 47 packets of sound."""
    sound = name == "sound"
    rendition = Rendition.objects.create(
        recording=recording,
        name=name,
        profile=1,
        init_object=f"00/{name}",
        init_size=700,
        codec="mp4a.40.2" if sound else "avc1.64001f",
        width=None if sound else {"hi": 1280, "lo": 640}[name],
        height=None if sound else {"hi": 720, "lo": 360}[name],
        timescale=48000 if sound else 30000,
        complete=complete,
    )
    length = 47 * 1024 if sound else GOP * FRAME
    Segment.objects.bulk_create(
        Segment(
            rendition=rendition,
            number=number,
            start=number * length,
            duration=length,
            size=12_000 if sound else 250_000 + number,
            object_name=f"00/{name}{number}",
        )
        for number in range(seconds)
    )
    return rendition


def media(rendition: Rendition) -> str:
    return film_media_playlist(rendition, segment_url=lambda number: f"{number}.m4s", init_url="init.mp4")


def clip(rendition: Rendition, start_frame: int, end_frame: int) -> str:
    return clip_media_playlist(
        rendition,
        start_frame=start_frame,
        end_frame=end_frame,
        segment_url=lambda number: f"{number}.m4s",
        init_url="init.mp4",
    )


def segments_in(playlist: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\.m4s$", playlist, re.MULTILINE)]


def test_a_complete_film_is_listed_from_beginning_to_end(recording: Recording) -> None:
    playlist = media(a_rendition(recording, "hi", seconds=3))

    assert playlist == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-TARGETDURATION:2\n"
        '#EXT-X-MAP:URI="init.mp4"\n'
        "#EXTINF:1.001000000,\n0.m4s\n#EXTINF:1.001000000,\n1.m4s\n#EXTINF:1.001000000,\n2.m4s\n#EXT-X-ENDLIST\n"
    )


def test_a_film_that_is_still_being_made_may_grow_and_is_watched_from_its_beginning(recording: Recording) -> None:
    playlist = media(a_rendition(recording, "hi", seconds=3, complete=False))

    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in playlist
    assert "#EXT-X-START:TIME-OFFSET=0" in playlist
    assert "#EXT-X-ENDLIST" not in playlist


def test_the_master_offers_both_sizes_with_the_sound(recording: Recording) -> None:
    for name in ("hi", "lo", "sound"):
        a_rendition(recording, name, seconds=3)

    lines = film_master_playlist(recording, rendition_url=lambda name: f"{name}.m3u8").splitlines()

    peak = -(-250_002 * 8 * 30000 // (GOP * FRAME)) + -(-12_000 * 8 * 48000 // (47 * 1024))
    assert lines[3].startswith('#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound"')
    assert lines[3].endswith('URI="sound.m3u8"')
    assert lines[4].startswith(f"#EXT-X-STREAM-INF:BANDWIDTH={peak},")
    assert 'CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="sound"' in lines[4]
    assert (lines[5], lines[7]) == ("hi.m3u8", "lo.m3u8")


def test_the_master_of_a_silent_film_names_no_sound(recording: Recording) -> None:
    a_rendition(recording, "hi", seconds=3)

    master = film_master_playlist(recording, rendition_url=lambda name: f"{name}.m3u8")

    assert "AUDIO" not in master
    assert 'CODECS="avc1.64001f",' in master


def test_the_master_leaves_out_what_has_nothing_to_play_yet(recording: Recording) -> None:
    a_rendition(recording, "hi", seconds=1, complete=False)
    a_rendition(recording, "lo", seconds=0, complete=False)

    assert "lo.m3u8" not in film_master_playlist(recording, rendition_url=lambda name: f"{name}.m3u8")


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [(0, 1, [0]), (29, 30, [0]), (29, 31, [0, 1]), (30, 60, [1]), (31, 91, [1, 2, 3]), (149, 150, [4])],
)
def test_a_clip_lists_just_the_pictures_that_cover_it(
    recording: Recording, start: int, end: int, numbers: list[int]
) -> None:
    assert segments_in(clip(a_rendition(recording, "hi", seconds=5), start, end)) == numbers


def test_a_clip_begins_at_its_first_frame_in_players_that_know_nothing_of_us(recording: Recording) -> None:
    playlist = clip(a_rendition(recording, "hi", seconds=5), 45, 70)

    assert "#EXT-X-START:TIME-OFFSET=0.500500000,PRECISE=YES" in playlist
    assert "#EXT-X-MEDIA-SEQUENCE:1\n" in playlist
    assert playlist.endswith("#EXT-X-ENDLIST\n")


def test_a_clip_lists_the_sound_of_the_same_time(recording: Recording) -> None:
    sound = a_rendition(recording, "sound", seconds=300)

    # Frames 3000 to 3030 are seconds 100.1 to 101.101; a fragment of sound lasts 1.00267 seconds.
    assert segments_in(clip(sound, 3000, 3030)) == [99, 100]


def test_a_clip_of_what_is_not_made_yet_is_empty_but_whole(recording: Recording) -> None:
    playlist = clip(a_rendition(recording, "hi", seconds=2, complete=False), 90, 120)

    assert segments_in(playlist) == []
    assert playlist.startswith("#EXTM3U\n")


def test_each_playlist_takes_one_query_however_long_the_film(recording: Recording) -> None:
    hi = a_rendition(recording, "hi", seconds=1200)

    with CaptureQueriesContext(connection) as whole:
        media(hi)
    with CaptureQueriesContext(connection) as part:
        clip(hi, 18_000, 18_300)
    with CaptureQueriesContext(connection) as master:
        film_master_playlist(recording, rendition_url=str)

    assert [len(whole), len(part), len(master)] == [1, 1, 1]
