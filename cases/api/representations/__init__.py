"""What the API says about things."""

from .assent import AssentSerializer
from .case import CaseSerializer, CycleSerializer
from .clip import ClipSerializer
from .film import FilmSerializer
from .principle import PrincipleSerializer

__all__ = [
    "AssentSerializer",
    "CaseSerializer",
    "ClipSerializer",
    "CycleSerializer",
    "FilmSerializer",
    "PrincipleSerializer",
]
