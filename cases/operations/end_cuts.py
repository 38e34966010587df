import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Clip, Film, Share
from cases.policies import cut_due_on
from media_pipeline.operations.destroy import destroy_cut
from vig.accounts.models import Organisation
from vig.audit.operations import record_event

from .clocks import rules_in


def end_cuts(*, now: datetime.datetime) -> int:
    """Files of clips whose own time is over. What was marked stays, and plays in its film as long as that is kept."""
    rules = rules_in(Organisation.objects.all())
    today = timezone.localdate(now)
    ended = 0
    for clip in Clip.objects.with_a_file().filter(film__cycle__case__organisation__in=list(rules)).with_film():
        due = cut_due_on(clip, rules[clip.film.cycle.case.organisation_id])
        if due is not None and due <= today:
            ended += _end_cut(clip, now=now)
    return ended


@transaction.atomic
def _end_cut(clip: Clip, *, now: datetime.datetime) -> bool:
    """Unless it was held or cut anew a moment ago. Whoever was given the clip was given its file: that ends too."""
    Film.objects.select_for_update().filter(pk=clip.film_id).exists()  # as a hold does: one comes before the other
    still = Clip.objects.select_for_update(of=("self",)).filter(pk=clip.pk, cut=clip.cut).first()
    if still is None or clip.cut is None or not Clip.objects.with_a_file().filter(pk=clip.pk).exists():
        return False
    Clip.objects.filter(pk=clip.pk).update(cut=None, cut_gone_at=now)
    clip.shares.running().update(ended_at=now, ended_why=Share.Ended.RETENTION)
    destroy_cut(clip.cut, why="retention")
    record_event("cases.cut_time_over", actor=None, subject=clip, film=str(clip.film_id))
    return True
