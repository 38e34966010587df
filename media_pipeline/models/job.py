import uuid

from django.db import models
from django.db.models import Q

from media_pipeline.querysets import JobQuerySet

from .bundle import Bundle
from .cut import Cut
from .recording import Recording


class Job(models.Model):
    """Work to be done once with effect. This row is the truth; a message only wakes a worker.

    A worker claims it by conditional update (a new `attempt` and a lease), renews the lease while it
    works, and commits its result only if the attempt is still its own.
    """

    ATTEMPTS = 5

    class Kind(models.TextChoices):
        PROCESS_RECORDING = "process_recording", "Make the film ready to watch"
        CUT_CLIP = "cut_clip", "Cut the clip"
        FILL_BUNDLE = "fill_bundle", "Put the copy together"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, null=True, related_name="jobs")
    cut = models.ForeignKey(Cut, on_delete=models.CASCADE, null=True, related_name="jobs")
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, null=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    attempts_left = models.PositiveSmallIntegerField(
        default=ATTEMPTS, help_text="Every claim takes one; headway gives them back."
    )
    worker = models.CharField(max_length=120, blank=True, help_text="Who claimed it last, for administrators.")
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(help_text="When a worker was last woken for it.")
    not_before = models.DateTimeField(null=True, help_text="Back-off after a fault, or waiting for film to cut from.")
    stage = models.CharField(max_length=80, blank=True, help_text="What is being done now, for people to read.")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Thousandths.")
    fault = models.TextField(blank=True, help_text="The last fault, for administrators.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "sent_at"], condition=Q(state__in=["waiting", "running"]), name="job_open")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=1000), name="job_progress_is_in_thousandths"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="running_job_has_a_lease"
            ),
            models.CheckConstraint(
                condition=Q(kind="cut_clip", recording__isnull=False, cut__isnull=False, bundle__isnull=True)
                | Q(kind="process_recording", recording__isnull=False, cut__isnull=True, bundle__isnull=True)
                | Q(kind="fill_bundle", recording__isnull=True, cut__isnull=True, bundle__isnull=False),
                name="job_has_what_it_works_on",
            ),
            models.UniqueConstraint(
                fields=["recording"],
                condition=Q(kind="process_recording", state__in=["waiting", "running"]),
                name="one_open_processing_a_recording",
            ),
            models.UniqueConstraint(
                fields=["cut"], condition=Q(state__in=["waiting", "running"]), name="one_open_job_a_cut"
            ),
            models.UniqueConstraint(
                fields=["bundle"], condition=Q(state__in=["waiting", "running"]), name="one_open_job_a_bundle"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
