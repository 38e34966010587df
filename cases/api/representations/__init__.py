"""What the API says about things."""

from .case import CaseSerializer, CycleSerializer
from .clip import ClipSerializer
from .film import FilmSerializer
from .principle import PrincipleSerializer
from .share import ShareSerializer

__all__ = [
    "CaseSerializer",
    "ClipSerializer",
    "CycleSerializer",
    "FilmSerializer",
    "PrincipleSerializer",
    "ShareSerializer",
]
