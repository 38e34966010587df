"""An ffmpeg that cannot work is named, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.engine.ffmpeg import FfmpegUnusable, ffmpeg_binary, ffmpeg_version


def test_comes_with_an_ffmpeg_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIG_FFMPEG", raising=False)

    assert Path(ffmpeg_binary()).is_file()
    assert int(ffmpeg_version().split(".")[0]) >= 5


@pytest.mark.parametrize(("binary", "trouble"), [("/nowhere/ffmpeg", "does not start"), ("/bin/echo", "H.264")])
def test_says_what_to_do_about_an_ffmpeg_that_cannot_work(
    monkeypatch: pytest.MonkeyPatch, binary: str, trouble: str
) -> None:
    monkeypatch.setenv("VIG_FFMPEG", binary)

    with pytest.raises(FfmpegUnusable, match=f"{trouble}.* Set VIG_FFMPEG"):
        ffmpeg_version()
