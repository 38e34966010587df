"""What the running platform asks of the pipeline."""

from django.conf import settings

from media_pipeline.engine.ffmpeg import FfmpegUnusable, ffmpeg_version
from media_pipeline.scanner import ScannerAway, ping
from vig.running.readiness import Unready


def ffmpeg() -> None:
    try:
        ffmpeg_version()
    except FfmpegUnusable as fault:
        raise Unready(str(fault)) from fault


def scanner() -> None:
    """Asked only where `VIG_CLAMD` names one."""
    try:
        ping(settings.VIG_CLAMD)
    except ScannerAway as fault:
        raise Unready(f"{fault} Films wait for it. Check VIG_CLAMD and that clamd runs.") from fault
