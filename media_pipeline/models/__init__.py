from .bundle import Bundle, BundlePart
from .cut import Cut, CutPart
from .destruction import Destruction
from .job import Job
from .recording import Part, Recording
from .rendition import Rendition, Segment
from .resealing import ResealedObject, Resealing

__all__ = [
    "Bundle",
    "BundlePart",
    "Cut",
    "CutPart",
    "Destruction",
    "Job",
    "Part",
    "Recording",
    "Rendition",
    "ResealedObject",
    "Resealing",
    "Segment",
]
