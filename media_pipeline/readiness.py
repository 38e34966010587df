"""What the running platform asks of the pipeline."""

from media_pipeline.engine.ffmpeg import FfmpegUnusable, ffmpeg_version
from vig.running.readiness import Unready


def ffmpeg() -> None:
    try:
        ffmpeg_version()
    except FfmpegUnusable as fault:
        raise Unready(str(fault)) from fault
