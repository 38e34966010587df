"""What pages take: parsed and checked for form, never saved."""

from .casework import AddFilmForm, OpenCaseForm
from .consent import RecordConsentForm
from .people import WhoIsInFilmForm

__all__ = ["AddFilmForm", "OpenCaseForm", "RecordConsentForm", "WhoIsInFilmForm"]
