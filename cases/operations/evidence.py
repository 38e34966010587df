"""The signed form or signature behind a consent, sealed like film under the case's key ring."""

import hashlib
from dataclasses import dataclass

from cases.models import Consent, Evidence
from media_pipeline import vault
from media_pipeline.keys import new_data_key
from vig.refusals import Refused

LARGEST = 4 * 1024**2
STARTS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}


class NotAForm(Refused):
    def __init__(self) -> None:
        super().__init__("evidence", "Take a photo (JPEG or PNG) or a PDF of the signed form, of at most 4 MB.")


@dataclass(frozen=True)
class SignedPaper:
    content: bytes

    @property
    def content_type(self) -> str:
        """By what it holds, never by its name."""
        kinds = (kind for start, kind in STARTS.items() if self.content.startswith(start))
        return next(kinds, "")


def keep_evidence(*, consent: Consent, paper: SignedPaper) -> Evidence:
    if not paper.content_type or len(paper.content) > LARGEST:
        raise NotAForm
    key, wrapped = new_data_key(consent.participant.case.key_ring)
    return Evidence.objects.create(
        consent=consent,
        wrapped_key=wrapped,
        object_name=vault.put(paper.content, key=key),
        size=len(paper.content),
        content_type=paper.content_type,
        sha256=hashlib.sha256(paper.content).hexdigest(),
    )
