"""What pages take: parsed and checked for form, never saved."""

from .assent import AskWithSymbolsForm, DecideOnAssentForm, RecordAssentForm
from .casework import AddFilmForm, OpenCaseForm
from .consent import RecordConsentForm
from .people import AddParticipantForm, WhoIsInFilmForm
from .service import ConsentTextForm, ServiceRulesForm
from .sight import ColleagueForm, CoverForm, ShareForm

__all__ = [
    "AddFilmForm",
    "AddParticipantForm",
    "AskWithSymbolsForm",
    "ColleagueForm",
    "ConsentTextForm",
    "CoverForm",
    "DecideOnAssentForm",
    "OpenCaseForm",
    "RecordAssentForm",
    "RecordConsentForm",
    "ServiceRulesForm",
    "ShareForm",
    "WhoIsInFilmForm",
]
