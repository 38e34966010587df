from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from cases.models import Film
from cases.policies import can_be_used
from cases.progress import progress_of
from media_pipeline.models import Recording

from .failure import FAILURE

SCRUB = inline_serializer(
    "ScrubSheet",
    {
        "url": serializers.CharField(),
        **{
            name: serializers.IntegerField()
            for name in ("columns", "rows", "tile_width", "tile_height", "interval_frames", "count")
        },
    },
    allow_null=True,
)
UPLOAD = inline_serializer(
    "Upload",
    {"url": serializers.CharField(), "offset": serializers.IntegerField(), "length": serializers.IntegerField()},
    allow_null=True,
)


class FilmSerializer(serializers.ModelSerializer[Film]):
    """A film with its recording; what is not known yet is null. Positions are whole frames."""

    state = serializers.ChoiceField(choices=Recording.State.values, source="recording.state")
    stage = serializers.SerializerMethodField()
    playable = serializers.SerializerMethodField()
    refusal = serializers.SerializerMethodField(help_text="Why its pictures may not be watched now, and what to do.")
    progress = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()
    frame_rate = serializers.SerializerMethodField()
    frame_rate_fraction = serializers.SerializerMethodField()
    frames = serializers.IntegerField(source="recording.frames", allow_null=True)
    duration_ms = serializers.IntegerField(source="recording.duration_ms", allow_null=True)
    width = serializers.IntegerField(source="recording.width", allow_null=True)
    height = serializers.IntegerField(source="recording.height", allow_null=True)
    playlist_url = serializers.SerializerMethodField()
    poster_url = serializers.SerializerMethodField()
    peaks_url = serializers.SerializerMethodField()
    scrub = serializers.SerializerMethodField()
    upload = serializers.SerializerMethodField()
    upload_url = serializers.SerializerMethodField()
    clips_url = serializers.SerializerMethodField()

    class Meta:
        model = Film
        fields = ["id", "cycle", "kind", "recorded_on", "keep_until", "destroy_at", "state", "stage", "playable",
                  "refusal", "progress", "failure", "frame_rate", "frame_rate_fraction", "frames", "duration_ms",
                  "width", "height", "playlist_url", "poster_url", "peaks_url", "scrub", "upload", "upload_url",
                  "clips_url"]  # fmt: skip

    def to_representation(self, instance: Film) -> dict[str, Any]:
        self.progress_now = progress_of(instance)
        return super().to_representation(instance)

    def get_stage(self, film: Film) -> str:
        return self.progress_now.stage

    def get_playable(self, film: Film) -> bool:
        return self.progress_now.playable and film.may_be_watched

    def get_refusal(self, film: Film) -> str | None:
        return None if film.may_be_watched else can_be_used(film).reason or None

    def get_progress(self, film: Film) -> float:
        return self.progress_now.fraction

    @extend_schema_field(FAILURE)
    def get_failure(self, film: Film) -> dict[str, str] | None:
        now = self.progress_now
        return {"code": now.failure_code, "message": now.failure_message} if now.failure_code else None

    def get_frame_rate(self, film: Film) -> float | None:
        recording = film.recording
        if not recording.frame_rate_numerator or not recording.frame_rate_denominator:
            return None
        return recording.frame_rate_numerator / recording.frame_rate_denominator

    def get_frame_rate_fraction(self, film: Film) -> str | None:
        recording = film.recording
        if not recording.frame_rate_numerator:
            return None
        return f"{recording.frame_rate_numerator}/{recording.frame_rate_denominator}"

    def get_playlist_url(self, film: Film) -> str | None:
        return reverse("film_playlist", args=[film.pk]) if self.get_playable(film) else None

    def get_poster_url(self, film: Film) -> str | None:
        return reverse("film_poster", args=[film.pk]) if film.recording.poster_object and film.may_be_watched else None

    def get_peaks_url(self, film: Film) -> str | None:
        return reverse("film_peaks", args=[film.pk]) if film.recording.peaks_object and film.may_be_watched else None

    @extend_schema_field(SCRUB)
    def get_scrub(self, film: Film) -> dict[str, Any] | None:
        layout = film.recording.scrub_layout
        return (
            {"url": reverse("film_scrub_sheet", args=[film.pk]), **layout} if layout and film.may_be_watched else None
        )

    @extend_schema_field(UPLOAD)
    def get_upload(self, film: Film) -> dict[str, Any] | None:
        recording = film.recording
        if recording.state != Recording.State.UPLOADING:
            return None
        url = reverse("api:upload", args=[recording.pk])
        return {"url": url, "offset": recording.offset, "length": recording.length}

    def get_upload_url(self, film: Film) -> str:
        return reverse("api:begin_upload", args=[film.pk])

    def get_clips_url(self, film: Film) -> str:
        return reverse("api:clips", args=[film.pk])
