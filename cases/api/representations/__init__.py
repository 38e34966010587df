"""What the API says about things."""

from .appearance import AppearanceSerializer
from .assent import AssentSerializer
from .case import CaseSerializer, CycleSerializer, ParticipantSerializer
from .clip import ClipSerializer
from .consent import ConsentSerializer, ConsentStandingSerializer
from .film import FilmSerializer
from .principle import PrincipleSerializer
from .share import ShareSerializer

__all__ = [
    "AppearanceSerializer",
    "AssentSerializer",
    "CaseSerializer",
    "ClipSerializer",
    "ConsentSerializer",
    "ConsentStandingSerializer",
    "CycleSerializer",
    "FilmSerializer",
    "ParticipantSerializer",
    "PrincipleSerializer",
    "ShareSerializer",
]
