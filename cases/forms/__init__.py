"""What pages take: parsed and checked for form, never saved."""

from .casework import AddFilmForm, OpenCaseForm
from .consent import RecordConsentForm
from .emergency import EmergencyLookForm
from .people import WhoIsInFilmForm
from .sight import ColleagueForm, CoverForm, ShareForm

__all__ = [
    "AddFilmForm",
    "ColleagueForm",
    "CoverForm",
    "EmergencyLookForm",
    "OpenCaseForm",
    "RecordConsentForm",
    "ShareForm",
    "WhoIsInFilmForm",
]
