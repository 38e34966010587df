from .assent import ask_with_symbols, decide_on_assent, record_assent
from .case_access import case_access, cover_case, end_cover, hand_over_case
from .cases import case, my_cases, open_case
from .close_case import close_case, open_case_again
from .concerns import (
    close_concern,
    concern,
    concerns,
    lift_concern_hold,
    note_concern_step,
    raise_concern,
    raise_concern_about_film,
    raise_concern_about_share,
)
from .consent import consent_evidence, consents, record_consent, withdraw_consent
from .corrections import correct_film, correct_participant
from .cycles import add_cycle
from .destroyed import destroyed_films, destruction_certificate
from .emergency import ask_emergency_look, confirm_emergency_look, emergency_look, emergency_looks, end_emergency_look
from .exports import begin_export, decide_item, download_export, make_download_link
from .films import add_film, cancel_processing, delete_film, film, film_progress, retry_processing
from .holds import holds, lift_hold, place_hold
from .leads import end_lead, name_lead, safeguarding_leads
from .participants import add_participant, say_who_is_in_film
from .register import export_register, register
from .restrictions import lift_restriction, restrict_films
from .retention import change_retention_rules, keep_longer, retention_rules
from .service import change_service_rules, consent_text, consent_texts, publish_consent_text
from .service_cases import hand_over_service_case, service_cases
from .shares import end_share, share_clip, share_film, shared_clip, shared_film, shared_with_me
from .subject_requests import (
    close_subject_request,
    file_request_from_case,
    file_subject_request,
    subject_request,
    subject_requests,
)
from .watched import who_watched

__all__ = [
    "add_cycle",
    "add_film",
    "add_participant",
    "ask_emergency_look",
    "ask_with_symbols",
    "begin_export",
    "cancel_processing",
    "case",
    "case_access",
    "change_retention_rules",
    "change_service_rules",
    "close_case",
    "close_concern",
    "close_subject_request",
    "concern",
    "concerns",
    "confirm_emergency_look",
    "consent_evidence",
    "consent_text",
    "consent_texts",
    "consents",
    "correct_film",
    "correct_participant",
    "cover_case",
    "decide_item",
    "decide_on_assent",
    "delete_film",
    "destroyed_films",
    "destruction_certificate",
    "download_export",
    "emergency_look",
    "emergency_looks",
    "end_cover",
    "end_emergency_look",
    "end_lead",
    "end_share",
    "export_register",
    "file_request_from_case",
    "file_subject_request",
    "film",
    "film_progress",
    "hand_over_case",
    "hand_over_service_case",
    "holds",
    "keep_longer",
    "lift_concern_hold",
    "lift_hold",
    "lift_restriction",
    "make_download_link",
    "my_cases",
    "name_lead",
    "note_concern_step",
    "open_case",
    "open_case_again",
    "place_hold",
    "publish_consent_text",
    "raise_concern",
    "raise_concern_about_film",
    "raise_concern_about_share",
    "record_assent",
    "record_consent",
    "register",
    "restrict_films",
    "retention_rules",
    "retry_processing",
    "safeguarding_leads",
    "say_who_is_in_film",
    "service_cases",
    "share_clip",
    "share_film",
    "shared_clip",
    "shared_film",
    "shared_with_me",
    "subject_request",
    "subject_requests",
    "who_watched",
    "withdraw_consent",
]
