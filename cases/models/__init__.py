from .access import CaseAccess
from .appearance import Appearance
from .assent import Assent
from .case import Case, HelpingQuestion, Participant
from .clip import Clip
from .consent import Consent, ConsentAnswer, Evidence
from .consent_text import ConsentText
from .correction import Correction
from .cycle import Cycle
from .emergency_look import EmergencyLook
from .film import Film
from .hold import Hold
from .principle import Behaviour, Framework, Principle
from .restriction import Restriction
from .retention_rule import Clock, RetentionRule, Terms, months_after
from .safeguarding import Concern, ConcernStep, SafeguardingLead
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
    "Clock",
    "Concern",
    "ConcernStep",
    "Consent",
    "ConsentAnswer",
    "ConsentText",
    "Correction",
    "Cycle",
    "DownloadLink",
    "EmergencyLook",
    "Evidence",
    "Film",
    "Framework",
    "HelpingQuestion",
    "Hold",
    "ItemDecision",
    "Participant",
    "Principle",
    "Restriction",
    "RetentionRule",
    "SafeguardingLead",
    "Scope",
    "ServiceRules",
    "Share",
    "SubjectExport",
    "SubjectRequest",
    "Terms",
    "Tombstone",
    "Viewing",
    "months_after",
]
