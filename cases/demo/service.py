"""The demo service, made once through the operations and the pipeline that everybody uses."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from cases.demo.film import draw_film, draw_review_film
from cases.demo.others import let_others_in
from cases.demo.people import gather_people
from cases.demo.review import REVIEW
from cases.demo.script import Story
from cases.demo.story import PLAY
from cases.models import Case, Cycle, Film, ServiceRules
from cases.operations.add_cycle import add_cycle
from cases.operations.add_film import add_film
from cases.operations.made_up_consent import consent_of_made_up_family
from cases.operations.mark_moment import mark_moment
from cases.operations.open_case import Somebody, open_case
from cases.operations.uploads import begin_upload
from media_pipeline.models import Job
from media_pipeline.operations.process import process_recording
from media_pipeline.operations.upload import receive_slice
from vig.accounts.models import Organisation, User

Say = Callable[[str], None]
Draw = Callable[..., Path]

PSEUDONYM = "Rowan 214"
QUESTION = "How can I help him to go on playing with me, also when something goes wrong between us?"
SLICE = 4 * 1024**2


def make_demo_service(*, say: Say) -> bool:
    """Make the service with one case, a cycle and its two films. False if it is there already."""
    ask_families_of_before()
    if Film.objects.filter(
        cycle__case__pseudonym=PSEUDONYM, kind=Film.Kind.SHARED_REVIEW, clips__isnull=False
    ).exists():
        let_others_in(Case.objects.get(pseudonym=PSEUDONYM))
        return False
    mira, cycle = people_and_case()
    with tempfile.TemporaryDirectory(prefix="vig-demo-") as folder:
        add_drawn_film(cycle, mira, Film.Kind.INTERACTION, PLAY, draw_film, Path(folder) / "play.mp4", say)
        add_drawn_film(cycle, mira, Film.Kind.SHARED_REVIEW, REVIEW, draw_review_film, Path(folder) / "talk.mp4", say)
    let_others_in(cycle.case)
    return True


@transaction.atomic
def ask_families_of_before() -> None:
    """A demonstration from before consent was asked for: its made-up families are asked now."""
    for organisation in Organisation.objects.filter(memberships__user__email="mira@demo.vig", rules=None):
        ServiceRules.objects.create(organisation=organisation, fictional=True)
        for case in organisation.cases.filter(participants__consents=None).distinct():
            consent_of_made_up_family(case=case, by=case.accesses.earliest("starts_at").user)


@transaction.atomic
def people_and_case() -> tuple[User, Cycle]:
    """From the beginning, or what an interrupted start left behind without its films."""
    left_behind = Cycle.objects.filter(case__pseudonym=PSEUDONYM).first()
    if left_behind:
        return User.objects.get(email="mira@demo.vig"), left_behind
    mira = gather_people()
    case = open_case(
        by=mira,
        organisation=Organisation.objects.get(memberships__user=mira),
        pseudonym=PSEUDONYM,
        path=Case.Path.OVER_TWO,
        helping_question=QUESTION,
        person=Somebody(called="Little Rowan", age_band="2_4"),
        partner=Somebody(called="Mother Rowan", relationship="mother"),
    )
    consent_of_made_up_family(case=case, by=mira)
    return mira, add_cycle(case=case, by=mira)


def add_drawn_film(cycle: Cycle, by: User, kind: str, story: Story, draw: Draw, path: Path, say: Say) -> None:
    """Draw, upload, process and mark; a film that an interrupted start left half done is finished instead."""
    film = cycle.films.filter(kind=kind).first()
    if film is None:
        say(f"Drawing the demo film: {Film.Kind(kind).label.lower()}")
        draw(path)
        say("Making it ready to watch")
        film = upload(path, add_film(cycle=cycle, by=by, kind=kind, recorded_on=timezone.localdate()))
    for job in Job.objects.open().filter(recording=film.recording_id, kind=Job.Kind.PROCESS_RECORDING):
        process_recording(job.pk)
    film.recording.refresh_from_db()
    for clip in story.clips if not film.clips.exists() else ():
        mark_moment(
            film=film,
            by=by,
            start_frame=clip.start_frame,
            end_frame=clip.end_frame,
            title=clip.title,
            principles=clip.principles,
            note=clip.note,
        )


@transaction.atomic
def upload(path: Path, film: Film) -> Film:
    """As the tus server does it, without the line in between."""
    size = path.stat().st_size
    recording = begin_upload(film=film, by=film.added_by, length=size, largest=size)
    with path.open("rb") as drawn:
        while plain := drawn.read(SLICE):
            receive_slice(recording_id=recording.pk, offset=drawn.tell() - len(plain), plain=plain)
    return film
