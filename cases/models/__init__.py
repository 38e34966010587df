from .access import CaseAccess
from .appearance import Appearance
from .assent import Assent
from .case import Case, HelpingQuestion, Participant
from .clip import Clip
from .consent import Consent, ConsentAnswer, Evidence
from .consent_text import ConsentText
from .correction import Correction
from .cycle import Cycle
from .film import Film
from .hold import Hold
from .principle import Behaviour, Framework, Principle
from .restriction import Restriction
from .scope import Scope
from .service_rules import ServiceRules
from .share import SHARED_FOR, Share
from .subject_export import DownloadLink, SubjectExport
from .subject_request import ItemDecision, SubjectRequest
from .tombstone import Tombstone
from .viewing import Viewing

__all__ = [
    "SHARED_FOR",
    "Appearance",
    "Assent",
    "Behaviour",
    "Case",
    "CaseAccess",
    "Clip",
    "Consent",
    "ConsentAnswer",
    "ConsentText",
    "Correction",
    "Cycle",
    "DownloadLink",
    "Evidence",
    "Film",
    "Framework",
    "HelpingQuestion",
    "Hold",
    "ItemDecision",
    "Participant",
    "Principle",
    "Restriction",
    "Scope",
    "ServiceRules",
    "Share",
    "SubjectExport",
    "SubjectRequest",
    "Tombstone",
    "Viewing",
]
