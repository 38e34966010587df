"""The only way for a page or the API to get at a thing: unseen is 404, seen but not allowed is 403 with the reason."""

from typing import NoReturn, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from media_pipeline.models import Segment
from media_pipeline.playlists import frames_of
from vig.accounts.models import Organisation, Role, User
from vig.accounts.querysets import OrganisationQuerySet
from vig.accounts.roles import services_where
from vig.policy import Decision
from vig.refusals import Unseen

from . import policies
from .models import (
    Assent,
    Case,
    CaseAccess,
    Clip,
    Concern,
    Consent,
    ConsentAnswer,
    ConsentText,
    Cycle,
    DownloadLink,
    EmergencyLook,
    Film,
    Hold,
    Participant,
    Restriction,
    SafeguardingLead,
    Share,
    SubjectExport,
    SubjectRequest,
    Tombstone,
)

Thing = TypeVar("Thing")


def require(decision: Decision) -> None:
    if not decision:
        raise PermissionDenied(decision.reason)


def found(thing: Thing | None) -> Thing:
    if thing is None:
        raise Unseen
    return thing


def made(thing: Thing | None) -> Thing:
    """Of something they may see: a part that is not there yet, which is no refusal."""
    if thing is None:
        raise Http404
    return thing


def case_to_see(user: User, case_id: UUID) -> Case:
    return found(Case.objects.visible_to(user).select_related("organisation").filter(pk=case_id).first())


def case_to_work_on(user: User, case_id: UUID) -> Case:
    """Consents, people and who may watch: for who works on the case, not for an emergency look."""
    case = case_to_see(user, case_id)
    require(policies.can_read_consents(user, case))
    return case


def participant_to_ask(user: User, participant_id: UUID) -> Participant:
    somebody = found(Participant.objects.select_related("case__organisation").filter(pk=participant_id).first())
    case_to_change(user, somebody.case_id)
    return somebody


def consent_to_read(user: User, consent_id: UUID) -> Consent:
    consents = Consent.objects.select_related("participant__case__organisation", "evidence")
    consent = found(consents.filter(pk=consent_id).first())
    case_to_work_on(user, consent.participant.case_id)
    return consent


def answer_to_withdraw(user: User, answer_id: UUID) -> ConsentAnswer:
    """Also in a closed case: consent can be taken back at any time."""
    answers = ConsentAnswer.objects.yes().select_related("consent__participant__case__organisation")
    answer = found(answers.filter(pk=answer_id).first())
    case_to_work_on(user, answer.consent.participant.case_id)
    return answer


def case_to_change(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_work_on(user, case))
    return case


def case_to_cover(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_cover_case(user, case))
    return case


def case_to_close(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_close_case(user, case))
    return case


def case_to_hand_over(user: User, case_id: UUID) -> Case:
    case = case_to_see(user, case_id)
    require(policies.can_hand_over_case(user, case))
    return case


def case_of_service_to_hand_over(user: User, case_id: UUID) -> Case:
    """By who administers the service; they see the case by its reference, and nothing in it."""
    services = services_where(user, Role.ADMINISTRATOR)
    cases = Case.objects.filter(organisation__in=services.values("pk")).select_related("organisation")
    case = found(cases.filter(pk=case_id).first())
    require(policies.can_hand_over_case(user, case))
    return case


def cover_to_end(user: User, case_id: UUID, access_id: int) -> CaseAccess:
    covers = case_to_see(user, case_id).accesses.lasting().filter(why=CaseAccess.Why.COVERS)
    cover = found(covers.select_related("case__organisation").filter(pk=access_id).first())
    require(policies.can_end_cover(user, cover))
    return cover


def clip_to_share(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_share_clip(user, clip))
    return clip


def film_to_share(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_share_film(user, film))
    return film


def share_to_end(user: User, share_id: UUID) -> Share:
    """Whoever was given it knows of it, and does not end it."""
    shares = Share.objects.visible_to(user).select_related("film__cycle__case", "clip__film__cycle__case")
    share = found(shares.filter(pk=share_id).first())
    require(policies.can_end_share(user, share))
    return share


def share_to_watch(user: User, share_id: UUID) -> Share:
    """Only by whom it was given to, and gone the moment that it ends or consent no longer reaches it."""
    return found(Share.objects.watchable_by(user).with_shown().filter(pk=share_id).first())


def film_share_to_watch(user: User, share_id: UUID) -> Share:
    share = share_to_watch(user, share_id)
    return found(share if share.film else None)


def clip_share_to_watch(user: User, share_id: UUID) -> Share:
    share = share_to_watch(user, share_id)
    return found(share if share.clip else None)


def film_of_share(share: Share) -> Film:
    return found(share.film or (share.clip.film if share.clip else None))


def clip_of_share_to_watch(user: User, share_id: UUID) -> Clip:
    return found(share_to_watch(user, share_id).clip)


def services_to_answer_for(user: User) -> OrganisationQuerySet:
    services = policies.services_to_answer_for(user)
    if not services:
        raise PermissionDenied(policies.NOT_ANSWERING)
    return services


def service_to_answer_for(user: User, chosen: str) -> Organisation:
    """The one that was chosen, or the first."""
    services = services_to_answer_for(user)
    return next((service for service in services if str(service.pk) == chosen), services[0])


def answers_for(user: User, organisation: Organisation) -> bool:
    return policies.answers_for(user, organisation)


def emergency_look_to_see(user: User, look_id: UUID) -> EmergencyLook:
    look = found(EmergencyLook.objects.with_people().filter(pk=look_id).first())
    return found(look if policies.can_see_emergency_look(user, look) else None)


def emergency_look_to_confirm(user: User, look_id: UUID) -> EmergencyLook:
    look = emergency_look_to_see(user, look_id)
    require(policies.can_confirm_emergency_look(user, look))
    return look


def emergency_look_to_end(user: User, look_id: UUID) -> EmergencyLook:
    look = emergency_look_to_see(user, look_id)
    require(policies.can_end_emergency_look(user, look))
    return look


def concern_to_see(user: User, concern_id: UUID) -> Concern:
    return found(Concern.objects.visible_to(user).with_things().filter(pk=concern_id).first())


def concern_to_answer(user: User, concern_id: UUID) -> Concern:
    """To whoever raised it these addresses are not there: a refusal in the audit would say that the concern is."""
    concern = concern_to_see(user, concern_id)
    return found(concern if policies.can_answer_concern(user, concern) else None)


def lead_to_end(user: User, lead_id: int) -> SafeguardingLead:
    """Of a service that `user` administers."""
    services = services_where(user, Role.ADMINISTRATOR)
    leads = SafeguardingLead.objects.filter(organisation__in=services.values("pk"))
    return found(leads.select_related("user", "organisation").filter(pk=lead_id).first())


def organisation_to_open_case_in(user: User, organisation: Organisation) -> Organisation:
    require(policies.can_open_case(user, organisation))
    return organisation


def no_service() -> NoReturn:
    raise PermissionDenied(policies.NOT_A_PRACTITIONER)


def cycle_to_see(user: User, cycle_id: UUID) -> Cycle:
    cycles = Cycle.objects.visible_to(user).select_related("case__organisation")
    return found(cycles.filter(pk=cycle_id).first())


def cycle_to_change(user: User, cycle_id: UUID) -> Cycle:
    cycle = cycle_to_see(user, cycle_id)
    require(policies.can_work_on(user, cycle.case))
    return cycle


def participant_to_film(user: User, cycle_id: UUID, participant_id: UUID) -> tuple[Cycle, Participant]:
    cycle = cycle_to_change(user, cycle_id)
    return cycle, found(cycle.case.participants.filter(pk=participant_id).first())


def film_of_cycle(cycle: Cycle, film_id: str) -> Film | None:
    """The one that a page was opened from, where it was opened from one."""
    return next((film for film in cycle.films.all() if str(film.pk) == film_id), None)


def film_of_case(case: Case, film_id: str) -> Film | None:
    return next((film for film in Film.objects.filter(cycle__case=case) if str(film.pk) == film_id), None)


def assent_to_decide_on(user: User, assent_id: UUID) -> Assent:
    """One that makes a film rest."""
    assents = Assent.objects.resting().select_related("participant", "cycle__case__organisation", "film", "noted_by")
    assent = found(assents.filter(pk=assent_id).first())
    case_to_change(user, assent.cycle.case_id)
    return assent


def film_to_see(user: User, film_id: UUID) -> Film:
    """As those who work on its case see it; whether its pictures may be watched is in `may_be_watched`."""
    film = found(Film.objects.worked_on_by(user).with_case().filter(pk=film_id).first())
    policies.say_what_may_be_watched(user, [film])
    return film


def film_to_watch(user: User, film_id: UUID) -> Film:
    """All of it, by whoever works on its case or was given it."""
    film = _film(film_id)
    _require_to_watch(user, film)
    return film


def segment_to_watch(user: User, film_id: UUID, rendition: str, number: int) -> tuple[Film, Segment]:
    """A second of a film: where consent does not reach all of the film, it may still reach these frames."""
    film = _film(film_id)
    segments = Segment.objects.filter(rendition__recording=film.recording_id, rendition__name=rendition, number=number)
    segment = segments.select_related("rendition").first()
    _require_to_watch(user, film, frames=frames_of(segment, film.recording) if segment else None)
    return film, found(segment)


def film_to_know_of(user: User, film_id: UUID) -> Film:
    film = _film(film_id)
    return found(film if policies.can_view(user, film) else None)


def _film(film_id: UUID) -> Film:
    return found(Film.objects.with_case().filter(pk=film_id).first())


def _require_to_watch(user: User, film: Film, *, frames: tuple[int, int] | None = None) -> None:
    """Asked for every second of film, so by the decision about one: `visible_to` costs much more for the same."""
    decision = policies.can_watch(user, film, frames=frames)
    if not decision and not policies.can_view(user, film):
        raise Unseen
    require(decision)


def film_to_change(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_to_correct(user: User, film_id: UUID) -> Film:
    """What is written of it, also in a closed case: a mistake is put right whenever it is found."""
    film = film_to_see(user, film_id)
    require(policies.can_read_consents(user, film.cycle.case))
    return film


def film_of_recording_to_change(user: User, recording_id: UUID) -> Film:
    film = found(Film.objects.worked_on_by(user).with_case().filter(recording=recording_id).first())
    require(policies.can_work_on(user, film.cycle.case))
    return film


def film_of_recording_to_upload(user: User, recording_id: UUID) -> Film:
    return _to_upload(user, film_of_recording_to_change(user, recording_id))


def film_to_upload(user: User, film_id: UUID) -> Film:
    return _to_upload(user, film_to_see(user, film_id))


def _to_upload(user: User, film: Film) -> Film:
    """Who took a consent back while the film was on its way is not kept waiting until it has arrived."""
    require(policies.can_work_on(user, film.cycle.case))
    require(policies.can_be_used(film))
    return film


def film_to_mark(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_mark_moment(user, film))
    return film


def film_to_delete(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_delete_film(user, film))
    return film


def film_to_keep_longer(user: User, film_id: UUID) -> Film:
    film = film_to_see(user, film_id)
    require(policies.can_keep_longer(user, film))
    return film


def clip_to_see(user: User, clip_id: UUID) -> Clip:
    return found(Clip.objects.worked_on_by(user).with_details().filter(pk=clip_id).first())


def clip_to_watch(user: User, clip_id: UUID) -> Clip:
    """From its film's own segments, which hold up to a second more than the clip: not for whom only it was given."""
    clip = found(Clip.objects.of_films_visible_to(user).with_details().filter(pk=clip_id).first())
    require(policies.can_watch(user, clip))
    return clip


def clip_to_change(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_change_clip(user, clip))
    return clip


def clip_to_download(user: User, clip_id: UUID) -> Clip:
    clip = clip_to_see(user, clip_id)
    require(policies.can_download_clip(user, clip))
    return clip


def consent_text_to_read(user: User, text_id: UUID) -> ConsentText:
    texts = ConsentText.objects.filter(organisation__in=services_where(user, Role.ADMINISTRATOR))
    return found(texts.select_related("organisation", "published_by").filter(pk=text_id).first())


def services_to_look_after(user: User) -> OrganisationQuerySet:
    """Those whose films' time and end somebody answers for today. It opens no film."""
    services = services_where(user, Role.DATA_STEWARD)
    if not services:
        raise PermissionDenied(policies.NOT_A_DATA_STEWARD)
    return services


def service_to_look_after(user: User, chosen: str) -> Organisation:
    """The one that was chosen, or the first."""
    services = services_to_look_after(user)
    return next((service for service in services if str(service.pk) == chosen), services[0])


def services_to_decide_for(user: User) -> OrganisationQuerySet:
    """Those for which somebody decides how long things are kept."""
    services = services_where(user, Role.ADMINISTRATOR, Role.DATA_STEWARD)
    if not services:
        raise PermissionDenied(policies.NOT_FOR_RULES)
    return services


def service_to_decide_for(user: User, chosen: str) -> Organisation:
    """The one that was chosen, or the first."""
    services = services_to_decide_for(user)
    return next((service for service in services if str(service.pk) == chosen), services[0])


def sees_case(user: User, case: Case) -> bool:
    """Whether there is a case page for `user` to go back to."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def tombstone_to_see(user: User, case_id: UUID, tombstone_id: UUID) -> Tombstone:
    tombstones = Tombstone.objects.visible_to(user).with_proof().with_cuts()
    return found(tombstones.filter(case=case_id, pk=tombstone_id).first())


def request_to_handle(user: User, request_id: UUID) -> SubjectRequest:
    """Of a service whose data `user` looks after."""
    return found(SubjectRequest.objects.looked_after_by(user).with_case().filter(pk=request_id).first())


def export_to_hand_over(user: User, export_id: UUID) -> SubjectExport:
    exports = SubjectExport.objects.filter(request__in=SubjectRequest.objects.looked_after_by(user)).with_case()
    return found(exports.filter(pk=export_id).first())


def download_to_take(user: User, link_id: UUID) -> DownloadLink:
    """Only by whoever made the link, while they still look after the data of its service."""
    links = DownloadLink.objects.filter(
        made_by=user, export__request__in=SubjectRequest.objects.looked_after_by(user)
    ).select_related("export__bundle", "export__request__participant__case__organisation")
    return found(links.filter(pk=link_id).first())


def restriction_to_lift(user: User, restriction_id: UUID) -> Restriction:
    restrictions = Restriction.objects.filter(request__in=SubjectRequest.objects.looked_after_by(user))
    restriction = restrictions.select_related("request", "film__cycle__case__organisation").filter(pk=restriction_id)
    return found(restriction.first())


def participant_to_speak_for(user: User, participant_id: UUID) -> Participant:
    """By whoever works on the case, also when it is closed: a request comes when it comes."""
    somebody = found(Participant.objects.select_related("case__organisation").filter(pk=participant_id).first())
    case_to_work_on(user, somebody.case_id)
    return somebody


def hold_to_lift(user: User, hold_id: UUID) -> Hold:
    """Of a service that `user` looks after; to lift it again is harmless."""
    services = services_where(user, Role.DATA_STEWARD)
    holds = Hold.objects.placed_openly().filter(case__organisation__in=services.values("pk")).with_case()
    return found(holds.filter(pk=hold_id).first())
