"""The plain ffmpeg commands that the platform is measured against."""

from pathlib import Path

from media_pipeline.engine.arguments import x264_options
from media_pipeline.engine.ffmpeg import ffmpeg_binary
from media_pipeline.engine.timing import FrameRate

AS_POLITE = ["nice", "-n", "10"]
"""The platform decodes at the lowest useful priority; so must whatever it is compared with on a busy machine."""

TO_SIZES = (
    "[0:v]scale=1280:720:flags=bicubic:out_range=tv,format=yuv420p,setsar=1,fps={rate},split=3[hi][l][p];"
    "[l]scale=640:360:flags=bicubic[lo];"
    "[p]trim=end_frame={some},thumbnail={some},scale=out_range=pc,format=yuvj420p[poster]"
)
FRAGMENTED = ["-movflags", "frag_keyframe+empty_moov+default_base_moof"]
SOUND = ["-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-ac", "2"]


def make_renditions(film: Path, folder: Path, *, rate: FrameRate) -> list[str]:
    """One decode; both sizes, sound and poster out of it, as plain files."""
    sizes = TO_SIZES.format(rate=rate, some=rate.gop * 3)
    picture = [*encoding(rate), *FRAGMENTED]
    return [
        *AS_POLITE, *beginning(), "-i", str(film), "-filter_complex", sizes,
        "-map", "[hi]", *picture, str(folder / "hi.mp4"),
        "-map", "[lo]", *picture, str(folder / "lo.mp4"),
        "-map", "0:a", *SOUND, str(folder / "sound.mp4"),
        "-map", "[poster]", "-frames:v", "1", "-q:v", "3", "-update", "1", str(folder / "poster.jpg"),
    ]  # fmt: skip


def encode_range(film: Path, out: Path, *, rate: FrameRate, start: int, frames: int) -> list[str]:
    """The usual way to an exact clip: seek, then encode all of it. (A thousandth early, or a frame may be missed.)"""
    begin = max(0.0, start / float(rate) - 0.001)
    return [
        *beginning(), "-ss", f"{begin:.6f}", "-i", str(film), "-frames:v", str(frames),
        "-t", f"{frames / float(rate):.6f}", *encoding(rate), *SOUND, str(out),
    ]  # fmt: skip


def join_tracks(picture: Path, sound: Path, out: Path) -> list[str]:
    """A progressive file with an index, in which a plain ffmpeg can seek as fast as it ever could."""
    return [*beginning(), "-i", str(picture), "-i", str(sound), "-c", "copy", "-movflags", "faststart", str(out)]


def beginning() -> list[str]:
    return [ffmpeg_binary(), "-y", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"]


def encoding(rate: FrameRate) -> list[str]:
    """The very options of our own renditions."""
    return [word for name, value in x264_options(rate).items() for word in (f"-{name}", str(value))]
