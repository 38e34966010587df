"""What pages take: parsed and checked for form, never saved."""

from .assent import AskWithSymbolsForm, DecideOnAssentForm, RecordAssentForm
from .casework import AddFilmForm, OpenCaseForm
from .consent import RecordConsentForm
from .emergency import EmergencyLookForm
from .people import AddParticipantForm, WhoIsInFilmForm
from .safeguarding import ConcernForm, ConcernStepForm, NameLeadForm
from .service import ConsentTextForm, ServiceRulesForm
from .sight import ColleagueForm, CoverForm, ShareForm

__all__ = [
    "AddFilmForm",
    "AddParticipantForm",
    "AskWithSymbolsForm",
    "ColleagueForm",
    "ConcernForm",
    "ConcernStepForm",
    "ConsentTextForm",
    "CoverForm",
    "DecideOnAssentForm",
    "EmergencyLookForm",
    "NameLeadForm",
    "OpenCaseForm",
    "RecordAssentForm",
    "RecordConsentForm",
    "ServiceRulesForm",
    "ShareForm",
    "WhoIsInFilmForm",
]
