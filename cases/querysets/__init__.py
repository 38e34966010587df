"""Reading verbs. Sight (`visible_to`) and the reach of consent are filters here and nowhere else."""

from .casework import CaseQuerySet, ClipQuerySet, CycleQuerySet, FilmQuerySet, ViewingQuerySet
from .consent import AppearanceQuerySet, ConsentAnswerQuerySet, ConsentQuerySet
from .emergency import EmergencyLookQuerySet
from .retention import TombstoneQuerySet
from .safeguarding import ConcernQuerySet, SafeguardingLeadQuerySet
from .sight import CaseAccessQuerySet, HoldQuerySet, ShareQuerySet
from .subject_requests import RestrictionQuerySet, SubjectExportQuerySet, SubjectRequestQuerySet

__all__ = [
    "AppearanceQuerySet",
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
    "RestrictionQuerySet",
    "SafeguardingLeadQuerySet",
    "ShareQuerySet",
    "SubjectExportQuerySet",
    "SubjectRequestQuerySet",
    "TombstoneQuerySet",
    "ViewingQuerySet",
]
