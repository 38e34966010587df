from .cut import Cut, CutPart
from .job import Job
from .recording import Part, Recording
from .rendition import Rendition, Segment

__all__ = ["Cut", "CutPart", "Job", "Part", "Recording", "Rendition", "Segment"]
