import io
from pathlib import Path

import av
import pytest

from media_pipeline.models import Cut, Job, Recording
from media_pipeline.operations import cut as cutting
from media_pipeline.operations import sealed_parts
from media_pipeline.operations.claims import claim
from media_pipeline.operations.cut import ask_for_cut, cut_clip
from media_pipeline.operations.destroy import destroy_cut
from media_pipeline.operations.process import process_recording
from media_pipeline.sealing import SealBroken
from tests.films import make_film, read_barcodes
from tests.media_pipeline.uploaded import cut_bytes, processing_job, stored_objects, upload_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploaded(tmp_path: Path) -> Recording:
    return upload_film(make_film(tmp_path / "film.mp4", seconds=4, frame_rate="25", size="640x480"))


@pytest.fixture
def recording(uploaded: Recording) -> Recording:
    process_recording(processing_job(uploaded).pk)
    uploaded.refresh_from_db()
    return uploaded


def cut(recording: Recording, start_frame: int, end_frame: int) -> Cut:
    asked = ask_for_cut(recording=recording, start_frame=start_frame, end_frame=end_frame)
    cut_clip(job_of(asked).pk)
    asked.refresh_from_db()
    return asked


def job_of(asked: Cut) -> Job:
    return Job.objects.get(cut=asked)


@pytest.mark.parametrize(("start", "end"), [(0, 100), (25, 50), (31, 32), (37, 78), (99, 100)])
def test_holds_exactly_the_frames_that_were_asked_for(recording: Recording, start: int, end: int) -> None:
    done = cut(recording, start, end)

    assert done.state == Cut.State.READY
    assert read_barcodes(cut_bytes(done)) == list(range(start, end))


def test_has_the_sound_of_these_frames(recording: Recording) -> None:
    done = cut(recording, 37, 87)

    with av.open(io.BytesIO(cut_bytes(done)), "r") as clip:
        samples = sum(frame.samples for frame in clip.decode(clip.streams.audio[0]))
    assert samples / 48_000 == pytest.approx(2, abs=0.05)


def test_says_how_large_it_is_and_how_little_was_encoded_again(recording: Recording) -> None:
    done = cut(recording, 37, 87)

    assert done.size == len(cut_bytes(done))
    assert done.reencoded_frames == 13
    assert job_of(done).state == Job.State.DONE


def test_is_sealed_in_parts_under_a_key_of_its_own(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_parts, "LARGEST_PART", 10_000)

    done = cut(recording, 10, 90)

    sizes = [part.size for part in done.parts.all()]
    assert len(sizes) > 2
    assert set(sizes[:-1]) == {10_000}
    assert read_barcodes(cut_bytes(done)) == list(range(10, 90))
    done.wrapped_key = recording.wrapped_key
    with pytest.raises(SealBroken):
        cut_bytes(done)


def test_waits_for_the_film_without_using_up_attempts(uploaded: Recording) -> None:
    asked = ask_for_cut(recording=uploaded, start_frame=10, end_frame=20)

    cut_clip(job_of(asked).pk)

    job = job_of(asked)
    asked.refresh_from_db()
    assert (job.state, job.attempts_left, asked.state) == (Job.State.WAITING, Job.ATTEMPTS, Cut.State.WAITING)
    assert claim(job.pk, worker="too early") is None


def test_is_due_as_soon_as_the_film_is_ready(uploaded: Recording) -> None:
    asked = ask_for_cut(recording=uploaded, start_frame=10, end_frame=20)
    cut_clip(job_of(asked).pk)

    process_recording(processing_job(uploaded).pk)
    cut_clip(job_of(asked).pk)

    asked.refresh_from_db()
    assert read_barcodes(cut_bytes(asked)) == list(range(10, 20))


def test_says_what_to_do_when_the_film_turns_out_shorter(recording: Recording) -> None:
    done = cut(recording, 90, 101)

    assert done.state == Cut.State.FAILED
    assert "Move its end" in done.failure_message


def test_a_cut_that_is_destroyed_leaves_nothing_behind(
    recording: Recording, tmp_path: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    before = stored_objects(tmp_path / "films")
    done = cut(recording, 10, 20)
    assert stored_objects(tmp_path / "films") > before

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        destroy_cut(done)

    assert stored_objects(tmp_path / "films") == before


def test_a_worker_whose_cut_was_destroyed_meanwhile_leaves_nothing_behind(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored_objects(tmp_path / "films")
    asked = ask_for_cut(recording=recording, start_frame=10, end_frame=20)
    swap_in = cutting._swap_in

    def destroy_first(*arguments: object) -> None:
        destroy_cut(asked)
        swap_in(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(cutting, "_swap_in", destroy_first)
    cut_clip(job_of(asked).pk)

    assert stored_objects(tmp_path / "films") == before
    assert not Cut.objects.exists()
