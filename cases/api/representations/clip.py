from typing import Any
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Clip, Film, Scope
from cases.policies import Reach, reaches

from .failure import FAILURE

FILE_NO_LONGER_KEPT = "Its file was kept as long as your service’s rules say. It still plays here, in its film."


class ClipSerializer(serializers.ModelSerializer[Clip]):
    title = serializers.CharField(source="shown_title")
    start_ms = serializers.SerializerMethodField()
    duration_ms = serializers.SerializerMethodField()
    principles = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()
    playlist_url = serializers.SerializerMethodField()
    download_url = serializers.SerializerMethodField()

    class Meta:
        model = Clip
        fields = ["id", "film", "number", "title", "start_frame", "end_frame", "start_ms", "duration_ms", "principles",
                  "note", "state", "failure", "playlist_url", "download_url", "version"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reaches: dict[UUID, Reach] = {}

    def get_start_ms(self, clip: Clip) -> int:
        return clip.film.recording.ms_of(clip.start_frame)

    def get_duration_ms(self, clip: Clip) -> int:
        return clip.film.recording.ms_of(clip.frames)

    def get_principles(self, clip: Clip) -> list[str]:
        return [
            *(principle.code for principle in clip.principles.all()),
            *(behaviour.code for behaviour in clip.behaviours.all()),
        ]

    @extend_schema_field(serializers.ChoiceField(choices=["waiting", "cutting", "ready", "failed"]))
    def get_state(self, clip: Clip) -> str:
        if clip.cut is None and clip.cut_gone_at:
            return "failed"
        return clip.cut.state if clip.cut else "waiting"

    @extend_schema_field(FAILURE)
    def get_failure(self, clip: Clip) -> dict[str, str] | None:
        if clip.cut is None and clip.cut_gone_at:
            return {"code": "no_longer_kept", "message": FILE_NO_LONGER_KEPT}
        failed = clip.cut and clip.cut.failure_message
        return {"code": "not_cut", "message": failed} if failed else None

    def get_playlist_url(self, clip: Clip) -> str:
        return reverse("clip_playlist", args=[clip.pk])

    def get_download_url(self, clip: Clip) -> str | None:
        ready = clip.cut is not None and clip.cut.state == clip.cut.State.READY
        if not ready or not self._copies_of(clip.film).covers(clip.start_frame, clip.end_frame):
            return None
        return reverse("download_clip", args=[clip.pk])

    def _copies_of(self, film: Film) -> Reach:
        """Asked once for all clips of a film."""
        if film.pk not in self._reaches:
            self._reaches |= reaches([film], Scope.COPIES)
        return self._reaches[film.pk]
