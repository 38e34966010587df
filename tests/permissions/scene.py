"""What there is when the matrix is asked: one of everything that a URL may name."""

import datetime
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from cases.models import (
    Assent,
    Case,
    CaseAccess,
    Clip,
    Concern,
    Consent,
    Cycle,
    EmergencyLook,
    Film,
    Hold,
    Participant,
    SafeguardingLead,
    Scope,
    Share,
    SubjectExport,
    SubjectRequest,
    Tombstone,
)
from cases.operations.ask_emergency_look import ask_emergency_look
from cases.operations.begin_export import begin_export
from cases.operations.cover_case import cover_case
from cases.operations.delete_film import delete_film
from cases.operations.evidence import SignedPaper
from cases.operations.file_subject_request import file_subject_request
from cases.operations.make_download_link import make_download_link
from cases.operations.mark_moment import mark_moment
from cases.operations.name_lead import name_lead
from cases.operations.place_hold import place_hold
from cases.operations.raise_concern import raise_concern
from cases.operations.record_assent import record_assent
from cases.operations.restrict_films import restrict_films
from cases.operations.share_clip import share_clip
from cases.operations.share_film import share_film
from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import BundlePart, CutPart, Job, Rendition, Segment
from tests.cast import Cast, a_film, consent_to, the
from vig.accounts.models import Invitation, Role, User
from vig.accounts.operations import invite_person
from vig.notices.models import Notice

PARTNER = Participant.Role.PARTNER
Scene = dict[str, list[object]]


def set_scene(film: Film, cast: Cast) -> Scene:
    """A film of mira's that plays, with a clip that is cut; and what every URL's arguments are."""
    clip = playing_film_with_clip(film, cast)
    someone = a_stranger()
    signed = signed_consent(film.cycle.case, cast)
    return {
        "": [],
        "passkey": [passkey_of(someone)],
        "session": [session_of(someone)],
        "person": [cast.service.pk, cast.tariq.pk],
        "role": [cast.tariq.memberships.get().pk],
        "notice": [a_notice(cast.mira, film).pk],
        "invitation": [an_invitation(cast).pk],
        "case": [film.cycle.case_id],
        "participant": [signed.participant_id],
        "consent": [signed.pk],
        "consent text": [signed.text_id],
        "answer": [signed.answers.get(scope=Scope.RESEARCH).pk],
        "cover": [film.cycle.case_id, cover_of_next_week(film, cast).pk],
        "hold": [hold_another(film.cycle, cast).pk],
        "look": [look_into_another(film, cast).pk],
        "lead": [(lead := tariq_leads(cast)).pk],
        "concern": [concern_of_mira(film, cast, lead).pk],
        **what_the_family_asked(film, cast),
        "tombstone": [film.cycle.case_id, destroy_another(film.cycle, cast).pk],
        "cycle": [film.cycle_id],
        "cycle participant": [film.cycle_id, signed.participant_id],
        "assent": [a_day_that_was_stopped(film.cycle, signed.participant, cast).pk],
        "film": [film.pk],
        "recording": [film.recording_id],
        "rendition": [film.pk, "hi"],
        "segment": [film.pk, "hi", 0],
        "clip": [clip.pk],
        "share": [share_with_sam(clip, cast).pk],
        "share of film": [share_another(film, cast).pk],
        "clip rendition": [clip.pk, "hi"],
    }


def signed_consent(case: Case, cast: Cast) -> Consent:
    paper = SignedPaper(b"\x89PNG\r\n\x1a\n a signature")
    return consent_to(
        case, Scope.RESEARCH, by=cast.mira, participant=the(case, PARTNER), how="signature", evidence=paper
    )


def what_the_family_asked(film: Film, cast: Cast) -> Scene:
    """A copy that was built, with dana's link to it; and another film left alone."""
    case = film.cycle.case
    request = ask(case, SubjectRequest.Kind.ACCESS, by=cast.dana)
    export = begin_export(request=request, by=cast.dana)
    fill_by_hand(export)
    another = a_film(cast, film.cycle)
    restrict_films(request=ask(case, SubjectRequest.Kind.RESTRICTION, by=cast.dana), films=[another], by=cast.dana)
    return {
        "request": [request.pk],
        "export": [export.pk],
        "link": [make_download_link(export=export, by=cast.dana).pk],
        "restriction": [another.restrictions.get().pk],
    }


def ask(case: Case, kind: SubjectRequest.Kind, *, by: User) -> SubjectRequest:
    return file_subject_request(
        participant=the(case, PARTNER), kind=kind, asked_on=timezone.localdate(), asked_by_described="mother", by=by
    )


def fill_by_hand(export: SubjectExport) -> None:
    bundle = export.bundle
    name = vault.put(b"bytes", key=unwrap(bundle.key_ring, bytes(bundle.wrapped_key)))
    BundlePart.objects.create(bundle=bundle, start=0, size=5, object_name=name)
    bundle.state, bundle.size, bundle.ready_at = bundle.State.READY, 5, timezone.now()
    bundle.save()
    bundle.jobs.update(state=Job.State.DONE)


def a_day_that_was_stopped(cycle: Cycle, participant: Participant, cast: Cast) -> Assent:
    """Another day than that of any film."""
    day = datetime.date(2026, 10, 1)
    return record_assent(
        participant=participant, cycle=cycle, by=cast.mira, answer="stopped", how="watching", asked_on=day
    )


def a_stranger() -> User:
    """Takes part in no row: what is another person's is not there."""
    return User.objects.create_user(email=f"{uuid4()}@example.org", name="Stranger")


def a_notice(user: User, film: Film) -> Notice:
    return Notice.objects.create(
        user=user, kind="of a kind", subject_kind="cases.film", subject_id=str(film.pk), created_at=timezone.now()
    )


def passkey_of(user: User) -> object:
    data = {"name": "A key", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data).pk


def session_of(user: User) -> object:
    return UserSession.objects.create(user=user, ip="127.0.0.1", session_key=str(uuid4()), user_agent="").pk


def cover_of_next_week(film: Film, cast: Cast) -> CaseAccess:
    day = timezone.localdate() + datetime.timedelta(days=7)
    return cover_case(case=film.cycle.case, colleague=cast.sam, starts_on=day, ends_on=day, by=cast.mira)


def look_into_another(film: Film, cast: Cast) -> EmergencyLook:
    why = EmergencyLook.Why.NOBODY
    return ask_emergency_look(case=film.cycle.case, why=why, words="Nobody answers the telephone.", by=cast.ada)


def tariq_leads(cast: Cast) -> SafeguardingLead:
    return name_lead(organisation=cast.service, person=cast.tariq, by=cast.ada)


def concern_of_mira(film: Film, cast: Cast, lead: SafeguardingLead) -> Concern:
    words = f"He was left alone, as I told {lead.user.name}."
    return raise_concern(case=film.cycle.case, film=film, words=words, by=cast.mira)


def destroy_another(cycle: Cycle, cast: Cast) -> Tombstone:
    return delete_film(film=a_film(cast, cycle), by=cast.mira)


def share_another(film: Film, cast: Cast) -> Share:
    """Another film, so that eva knows nothing of the one that every other row is about."""
    other = a_film(cast, film.cycle)
    in_a_week = timezone.localdate() + datetime.timedelta(days=7)
    return share_film(film=other, email=cast.eva.email, purpose=Scope.SUPERVISION, ends_on=in_a_week, by=cast.mira)


def share_with_sam(clip: Clip, cast: Cast) -> Share:
    in_a_week = timezone.localdate() + datetime.timedelta(days=7)
    return share_clip(clip=clip, email=cast.sam.email, purpose=Scope.SUPERVISION, ends_on=in_a_week, by=cast.mira)


def hold_another(cycle: Cycle, cast: Cast) -> Hold:
    review_on = timezone.localdate() + datetime.timedelta(days=30)
    film = a_film(cast, cycle)
    return place_hold(case=cycle.case, film=film, why=Hold.Why.COURT, review_on=review_on, by=cast.dana)


def an_invitation(cast: Cast) -> Invitation:
    return invite_person(
        organisation=cast.service,
        email=f"noor@{cast.service.pk}.example",
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
