"""What pages take: parsed and checked for form, never saved."""

from .casework import AddFilmForm, OpenCaseForm
from .consent import RecordConsentForm
from .emergency import EmergencyLookForm
from .people import WhoIsInFilmForm
from .safeguarding import ConcernForm, ConcernStepForm, NameLeadForm
from .sight import ColleagueForm, CoverForm, ShareForm

__all__ = [
    "AddFilmForm",
    "ColleagueForm",
    "ConcernForm",
    "ConcernStepForm",
    "CoverForm",
    "EmergencyLookForm",
    "NameLeadForm",
    "OpenCaseForm",
    "RecordConsentForm",
    "ShareForm",
    "WhoIsInFilmForm",
]
