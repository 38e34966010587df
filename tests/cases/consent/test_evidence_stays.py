"""Signed forms lie beside the films, and are nobody's orphans."""

from django.utils import timezone

from cases.models import Case, Evidence, Participant, Scope
from cases.operations.evidence import SignedPaper
from media_pipeline import vault
from media_pipeline.operations.objects import every_object_name
from media_pipeline.operations.sweep import KEEP_ORPHANS, remove_orphans
from tests.cast import Cast, consent_to, the


def test_the_sweeper_leaves_them_and_a_backup_takes_them_along(case: Case, cast: Cast) -> None:
    paper = SignedPaper(b"\x89PNG\r\n\x1a\n a signature")
    mother = the(case, Participant.Role.PARTNER)
    consent_to(case, Scope.RESEARCH, by=cast.mira, participant=mother, how="signature", evidence=paper)
    name = Evidence.objects.get().object_name

    remove_orphans(now=timezone.now() + KEEP_ORPHANS * 2)

    assert vault.exists(name)
    assert name in set(every_object_name())
