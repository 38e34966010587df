"""The state of films and of the work on them, asked of the database."""

from collections.abc import Iterator

from django.db.models import Count, Min, Sum
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from .models import BundlePart, CutPart, Job, Part, Recording, Segment


class PipelineCollector(Collector):
    def collect(self) -> Iterator[Metric]:
        yield films_by_state()
        yield jobs_by_kind_and_state()
        yield oldest_waiting_job()
        yield bytes_stored()


def films_by_state() -> Metric:
    films = GaugeMetricFamily("vig_films", "Films by state.", labels=["state"])
    counts = dict(Recording.objects.values_list("state").annotate(Count("id")))
    for state in Recording.State.values:
        films.add_metric([state], counts.get(state, 0))
    return films


def jobs_by_kind_and_state() -> Metric:
    jobs = GaugeMetricFamily("vig_jobs", "Jobs by kind and state.", labels=["kind", "state"])
    for kind, state, count in Job.objects.values_list("kind", "state").annotate(Count("id")):
        jobs.add_metric([kind, state], count)
    return jobs


def oldest_waiting_job() -> Metric:
    """Grows without end when workers are too few or gone: the figure to alert on."""
    created = Job.objects.filter(state=Job.State.WAITING).aggregate(oldest=Min("created_at"))["oldest"]
    seconds = (timezone.now() - created).total_seconds() if created else 0.0
    return GaugeMetricFamily("vig_oldest_waiting_job_seconds", "Age of the oldest job nobody has begun.", value=seconds)


def bytes_stored() -> Metric:
    stored = GaugeMetricFamily("vig_stored_bytes", "Bytes of film before sealing, by what they are.", labels=["what"])
    for what, model in (("original", Part), ("rendition", Segment), ("clip", CutPart), ("copy", BundlePart)):
        stored.add_metric([what], model._default_manager.aggregate(total=Sum("size"))["total"] or 0)
    return stored
