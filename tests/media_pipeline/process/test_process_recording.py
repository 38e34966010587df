import hashlib
import io
import itertools
from pathlib import Path

import av
import pytest
from PIL import Image

from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import Job, Recording
from media_pipeline.operations.process import process_recording
from tests.films import make_film, read_barcode, read_barcodes
from tests.media_pipeline.uploaded import processing_job, rendition_bytes, upload_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return upload_film(make_film(tmp_path / "film.mp4", seconds=3.4, frame_rate="25", size="640x480"))


def test_makes_every_frame_of_both_sizes_watchable(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert recording.frames == 85
    assert read_barcodes(rendition_bytes(recording, "hi")) == list(range(85))
    assert read_barcodes(rendition_bytes(recording, "lo")) == list(range(85))


def test_keeps_the_sound_as_long_as_the_picture(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    with av.open(io.BytesIO(rendition_bytes(recording, "sound")), "r") as sound:
        samples = sum(frame.samples for frame in sound.decode(sound.streams.audio[0]))
    assert samples / 48_000 == pytest.approx(3.4, abs=0.05)


def test_says_what_it_found_out_about_the_film(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert (recording.frame_rate_numerator, recording.frame_rate_denominator) == (25, 1)
    assert (recording.width, recording.height) == (640, 480)
    assert recording.damaged_places == 0
    assert recording.facts is not None
    assert recording.facts["container"]
    assert recording.playable_at is not None


def test_names_the_codecs_as_players_ask_for_them(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    codecs = dict(recording.renditions.values_list("name", "codec"))
    assert codecs["hi"].startswith("avc1.6400")
    assert codecs["sound"] == "mp4a.40.2"


def test_lays_segments_end_to_end_from_the_start(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    for rendition in recording.renditions.all():
        segments = list(rendition.segments.all())
        assert [segment.number for segment in segments] == list(range(len(segments)))
        assert segments[0].start == 0
        assert all(a.start + a.duration == b.start for a, b in itertools.pairwise(segments))


def test_draws_poster_scrub_sheet_and_the_outline_of_the_sound(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    key = unwrap(recording.key_ring, recording.wrapped_key)
    poster = Image.open(io.BytesIO(vault.get(recording.poster_object, key=key, size=recording.poster_size)))
    scrub = Image.open(io.BytesIO(vault.get(recording.scrub_object, key=key, size=recording.scrub_size)))
    layout = recording.scrub_layout or {}
    third = scrub.crop((2 * layout["tile_width"], 0, 3 * layout["tile_width"], layout["tile_height"]))
    assert 0 <= read_barcode(poster) < 85
    assert layout["count"] == 4
    assert read_barcode(third) == 2 * layout["interval_frames"]
    assert recording.peaks_size == 2 * 34


def test_takes_the_fingerprint_of_what_arrived(recording: Recording, tmp_path: Path) -> None:
    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert recording.sha256 == hashlib.sha256((tmp_path / "film.mp4").read_bytes()).hexdigest()


def test_leaves_the_job_done(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)

    job = processing_job(recording)
    assert (job.state, job.progress, job.attempt) == (Job.State.DONE, 1000, 1)
    assert job.finished_at is not None


def test_shows_a_film_without_sound(tmp_path: Path) -> None:
    recording = upload_film(make_film(tmp_path / "film.mp4", seconds=1.5, size="320x240", sound=False))

    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert recording.playable_at is not None
    assert set(recording.renditions.values_list("name", flat=True)) == {"hi", "lo"}


def test_tells_a_person_what_is_wrong_with_a_file_that_is_no_film(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("Dear diary, today we rolled the ball." * 100)
    recording = upload_film(path)

    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert recording.state == Recording.State.FAILED
    assert recording.failure_code == "not_a_film"
    assert "upload the film" in recording.failure_message
    assert recording.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert processing_job(recording).state == Job.State.FAILED
