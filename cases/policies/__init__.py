"""May they? Sight is in the querysets; here is what somebody may do with what they see, and why not."""

from .assent import assent_allows, can_keep_film_of
from .casework import (
    NOT_A_DATA_STEWARD,
    NOT_A_PRACTITIONER,
    WORKING_ROLES,
    can_change_clip,
    can_delete_film,
    can_download_clip,
    can_mark_moment,
    can_open_case,
    can_read_consents,
    can_work_on,
    services_of,
)
from .consent import Reach, can_be_used, can_film, consent_reaches, reaches
from .guiding import can_cover_case, can_end_cover, can_hand_over_case, colleagues_for, guides
from .sharing import can_end_share, can_share_clip, whom_it_reaches
from .sight import can_view, can_watch, case_of, say_what_may_be_watched, why_sees

__all__ = [
    "NOT_A_DATA_STEWARD",
    "NOT_A_PRACTITIONER",
    "WORKING_ROLES",
    "Reach",
    "assent_allows",
    "can_be_used",
    "can_change_clip",
    "can_cover_case",
    "can_delete_film",
    "can_download_clip",
    "can_end_cover",
    "can_end_share",
    "can_film",
    "can_hand_over_case",
    "can_keep_film_of",
    "can_mark_moment",
    "can_open_case",
    "can_read_consents",
    "can_share_clip",
    "can_view",
    "can_watch",
    "can_work_on",
    "case_of",
    "colleagues_for",
    "consent_reaches",
    "guides",
    "reaches",
    "say_what_may_be_watched",
    "services_of",
    "whom_it_reaches",
    "why_sees",
]
