"""Reading verbs. Sight (`visible_to`) and the reach of consent are filters here and nowhere else."""

from .casework import CaseQuerySet, ClipQuerySet, CycleQuerySet, FilmQuerySet, ViewingQuerySet
from .consent import AppearanceQuerySet, ConsentAnswerQuerySet, ConsentQuerySet
from .retention import TombstoneQuerySet
from .sight import CaseAccessQuerySet, HoldQuerySet, ShareQuerySet
from .subject_requests import RestrictionQuerySet, SubjectExportQuerySet, SubjectRequestQuerySet

__all__ = [
    "AppearanceQuerySet",
    "CaseAccessQuerySet",
    "CaseQuerySet",
    "ClipQuerySet",
    "ConsentAnswerQuerySet",
    "ConsentQuerySet",
    "CycleQuerySet",
    "FilmQuerySet",
    "HoldQuerySet",
    "RestrictionQuerySet",
    "ShareQuerySet",
    "SubjectExportQuerySet",
    "SubjectRequestQuerySet",
    "TombstoneQuerySet",
    "ViewingQuerySet",
]
