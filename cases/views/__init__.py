from .case_access import case_access, cover_case, end_cover, hand_over_case
from .cases import case, my_cases, open_case
from .consent import consent_evidence, consents, record_consent, say_who_is_in_film, withdraw_consent
from .corrections import correct_film, correct_participant
from .cycles import add_cycle
from .destroyed import destroyed_films, destruction_certificate
from .exports import begin_export, decide_item, download_export, make_download_link
from .films import add_film, cancel_processing, delete_film, film, film_progress, retry_processing
from .holds import holds, lift_hold, place_hold
from .restrictions import lift_restriction, restrict_films
from .shares import end_share, share_clip, shared_clip, shared_with_me
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
    "begin_export",
    "cancel_processing",
    "case",
    "case_access",
    "close_subject_request",
    "consent_evidence",
    "consents",
    "correct_film",
    "correct_participant",
    "cover_case",
    "decide_item",
    "delete_film",
    "destroyed_films",
    "destruction_certificate",
    "download_export",
    "end_cover",
    "end_share",
    "file_request_from_case",
    "file_subject_request",
    "film",
    "film_progress",
    "hand_over_case",
    "holds",
    "lift_hold",
    "lift_restriction",
    "make_download_link",
    "my_cases",
    "open_case",
    "place_hold",
    "record_consent",
    "restrict_films",
    "retry_processing",
    "say_who_is_in_film",
    "share_clip",
    "shared_clip",
    "shared_with_me",
    "subject_request",
    "subject_requests",
    "who_watched",
    "withdraw_consent",
]
