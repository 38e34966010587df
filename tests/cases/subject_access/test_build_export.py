"""A copy through the real job, with a short real film: what is in the zip, and that nothing of it lies about plain."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from cases.models import Film, Participant, Scope, SubjectExport
from cases.operations.begin_export import begin_export
from cases.operations.build_export import build_export
from cases.operations.withdraw_consent import withdraw_consent
from media_pipeline.models import Bundle, Job
from media_pipeline.operations import bundles
from media_pipeline.operations.process import process_recording
from media_pipeline.operations.upload import begin_upload, receive_slice
from tests.cases.asking_for_a_copy import PARTNER, PERSON, appears, ask, zip_of
from tests.cast import Cast, the
from tests.films import make_film, read_barcodes
from tests.media_pipeline.uploaded import processing_job
from vig.audit.models import Event

pytestmark = pytest.mark.django_db
FRAMES = 75


@pytest.fixture
def filmed(film: Film, tmp_path: Path) -> Film:
    """Three seconds, of which the mother is in the first two and the child in the last two."""
    content = make_film(tmp_path / "film.mp4", seconds=3, frame_rate="25", size="320x240").read_bytes()
    begin_upload(recording=film.recording, length=len(content), largest=2**40, quota=2**40)
    receive_slice(recording_id=film.recording.pk, offset=0, plain=content)
    film.recording.refresh_from_db()
    process_recording(processing_job(film.recording).pk)
    case = film.cycle.case
    appears(film, the(case, PARTNER), (0, 50))
    appears(film, the(case, PERSON), (25, FRAMES))
    return Film.objects.with_case().get(pk=film.pk)


def copies_are_refused_by(somebody: Participant, cast: Cast) -> None:
    answer = somebody.consents.get().answers.get(scope=Scope.COPIES)
    withdraw_consent(answer=answer, by=cast.mira)


def built(film: Film, cast: Cast) -> tuple[SubjectExport, zipfile.ZipFile]:
    export = begin_export(request=ask(film.cycle.case, cast), by=cast.dana)
    build_export(export.bundle.jobs.get().pk)
    export.refresh_from_db()
    bundle = Bundle.objects.get(pk=export.bundle_id)
    assert bundle.state == Bundle.State.READY, bundle.jobs.get().fault
    assert hashlib.sha256(zip_of(bundle)).hexdigest() == bundle.sha256
    return export, zipfile.ZipFile(io.BytesIO(zip_of(bundle)))


def frames_in(packed: zipfile.ZipFile, path: str, folder: Path) -> list[int]:
    film = folder / "out.mp4"
    film.write_bytes(packed.read(path))
    return list(read_barcodes(film))


def test_holds_what_there_is_with_a_manifest_that_is_true(filmed: Film, cast: Cast, tmp_path: Path) -> None:
    export, packed = built(filmed, cast)

    manifest = json.loads(packed.read("manifest.json"))["files"]
    assert packed.testzip() is None
    assert {entry["path"] for entry in manifest} | {"manifest.json"} == set(packed.namelist())
    for entry in manifest:
        content = packed.read(entry["path"])
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    (folder,) = {name.rsplit("/", 1)[0] for name in packed.namelist() if name.startswith("films/")}
    assert frames_in(packed, f"{folder}/film.mp4", tmp_path) == list(range(FRAMES))
    assert packed.read(f"{folder}/still.jpg").startswith(b"\xff\xd8")
    about = json.loads(packed.read("about.json"))
    assert about["person"]["role"] == "Partner"
    assert [row["film"] for row in about["films"]] == [str(filmed.pk)]
    table = packed.read("tables/appearances.csv").decode("utf-8-sig").splitlines()
    assert list(csv.reader(table))[1][1:3] == ["0.0", "2.0"]
    assert export.films == [{"film": str(filmed.pk), "spans": [[0, FRAMES]]}]
    assert {event.facts["films"] for event in Event.objects.filter(name="cases.export_built")} == {1}


def test_leaves_out_the_frames_of_who_agreed_to_no_copies(filmed: Film, cast: Cast, tmp_path: Path) -> None:
    copies_are_refused_by(the(filmed.cycle.case, PERSON), cast)

    export, packed = built(filmed, cast)

    (part,) = (name for name in packed.namelist() if name.startswith("films/"))
    assert part.endswith("/part-1.mp4")
    assert frames_in(packed, part, tmp_path) == list(range(25))
    assert export.films == [{"film": str(filmed.pk), "spans": [[0, 25]]}]


def test_nothing_of_it_lies_about_plain(filmed: Film, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").unlink()

    _, packed = built(filmed, cast)

    words = (b"Mother Alder", b"This is a copy of what", b"manifest.json", b"PK\x03\x04")
    stored = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "out.mp4"]
    assert packed.namelist()
    assert stored
    assert not [word for content in stored for word in words[:3] if word in content]
    assert not [content for content in stored if content.startswith(words[3])]


def test_begins_anew_where_a_consent_ended_meanwhile(filmed: Film, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the last byte was written, the child's consent to copies is taken back."""
    export = begin_export(request=ask(filmed.cycle.case, cast), by=cast.dana)
    job = export.bundle.jobs.get()
    make_ready = bundles._make_ready

    def after_a_withdrawal(*arguments: object) -> None:
        copies_are_refused_by(the(filmed.cycle.case, PERSON), cast)
        make_ready(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(bundles, "_make_ready", after_a_withdrawal)
        build_export(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    assert not export.bundle.parts.exists()

    build_export(job.pk)

    export.refresh_from_db()
    assert export.films == [{"film": str(filmed.pk), "spans": [[0, 25]]}]
