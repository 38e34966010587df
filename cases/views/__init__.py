from .assent import ask_with_symbols, decide_on_assent, record_assent
from .case_access import case_access, cover_case, end_cover, hand_over_case
from .cases import case, my_cases, open_case
from .consent import consent_evidence, consents, record_consent, withdraw_consent
from .cycles import add_cycle
from .destroyed import destroyed_films, destruction_certificate
from .films import add_film, cancel_processing, delete_film, film, film_progress, retry_processing
from .holds import holds, lift_hold, place_hold
from .participants import add_participant, say_who_is_in_film
from .service import change_service_rules, consent_text, consent_texts, publish_consent_text
from .shares import end_share, share_clip, shared_clip, shared_with_me
from .watched import who_watched

__all__ = [
    "add_cycle",
    "add_film",
    "add_participant",
    "ask_with_symbols",
    "cancel_processing",
    "case",
    "case_access",
    "change_service_rules",
    "consent_evidence",
    "consent_text",
    "consent_texts",
    "consents",
    "cover_case",
    "decide_on_assent",
    "delete_film",
    "destroyed_films",
    "destruction_certificate",
    "end_cover",
    "end_share",
    "film",
    "film_progress",
    "hand_over_case",
    "holds",
    "lift_hold",
    "my_cases",
    "open_case",
    "place_hold",
    "publish_consent_text",
    "record_assent",
    "record_consent",
    "retry_processing",
    "say_who_is_in_film",
    "share_clip",
    "shared_clip",
    "shared_with_me",
    "who_watched",
    "withdraw_consent",
]
