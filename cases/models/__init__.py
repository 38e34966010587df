from .access import CaseAccess
from .case import Case, HelpingQuestion, Participant
from .clip import Clip
from .cycle import Cycle
from .film import Film
from .principle import Behaviour, Framework, Principle
from .viewing import Viewing

__all__ = [
    "Behaviour",
    "Case",
    "CaseAccess",
    "Clip",
    "Cycle",
    "Film",
    "Framework",
    "HelpingQuestion",
    "Participant",
    "Principle",
    "Viewing",
]
