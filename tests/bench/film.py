"""Films as a phone would record them, of any length without encoding any length."""

from pathlib import Path

from media_pipeline.engine.ffmpeg import ffmpeg_binary
from tests.bench.measuring import run
from tests.films import make_film

DRAWN_SECONDS = 20
QUIET = [ffmpeg_binary(), "-y", "-loglevel", "error"]
LIKE_A_PHONE = ("-preset", "superfast", "-crf", "25", "-g", "30")


def camera_film(folder: Path, *, seconds: int, size: str = "1920x1080") -> Path:
    """1080p30 with speech, sensor noise and a swaying camera; a long one shows twenty seconds over and over."""
    film = folder / f"{size}-{seconds}.mp4"
    if film.exists():
        return film
    if seconds <= DRAWN_SECONDS:
        return make_film(film, seconds=seconds, size=size, extra=LIKE_A_PHONE)
    loop(camera_film(folder, seconds=DRAWN_SECONDS, size=size), film, seconds=seconds)
    return film


def loop(film: Path, longer: Path, *, seconds: int) -> None:
    """Each track for itself: sound ends a little after the picture, and would leave a gap at every turn."""
    endless = [word for track in tracks_of(film) for word in ("-stream_loop", "-1", "-i", str(track))]
    run([*QUIET, *endless, "-map", "0", "-map", "1", "-c", "copy", "-t", str(seconds), str(longer)])


def tracks_of(film: Path) -> list[Path]:
    tracks = [film.with_suffix(".picture.mp4"), film.with_suffix(".sound.mp4")]
    for kind, track in zip("va", tracks, strict=True):
        run([*QUIET, "-i", str(film), "-map", f"0:{kind}", "-c", "copy", str(track)])
    return tracks
