"""Reading verbs. Sight (`visible_to`) and the reach of consent are filters here and nowhere else."""

from .assent import AssentQuerySet
from .casework import CaseQuerySet, ClipQuerySet, CycleQuerySet, FilmQuerySet, ParticipantQuerySet, ViewingQuerySet
from .consent import AppearanceQuerySet, ConsentAnswerQuerySet, ConsentQuerySet
from .emergency import EmergencyLookQuerySet
from .retention import TombstoneQuerySet
from .safeguarding import ConcernQuerySet, SafeguardingLeadQuerySet
from .sight import CaseAccessQuerySet, HoldQuerySet, ShareQuerySet
from .subject_requests import RestrictionQuerySet, SubjectExportQuerySet, SubjectRequestQuerySet

__all__ = [
    "AppearanceQuerySet",
    "AssentQuerySet",
    "CaseAccessQuerySet",
    "CaseQuerySet",
    "ClipQuerySet",
    "ConcernQuerySet",
    "ConsentAnswerQuerySet",
    "ConsentQuerySet",
    "CycleQuerySet",
    "EmergencyLookQuerySet",
    "FilmQuerySet",
    "HoldQuerySet",
    "ParticipantQuerySet",
    "RestrictionQuerySet",
    "SafeguardingLeadQuerySet",
    "ShareQuerySet",
    "SubjectExportQuerySet",
    "SubjectRequestQuerySet",
    "TombstoneQuerySet",
    "ViewingQuerySet",
]
