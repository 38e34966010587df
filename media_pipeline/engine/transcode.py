"""Makes a film playable while it is being made: fragments go to the sink as they come out of the encoder."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from media_pipeline.engine.arguments import (
    PEAKS_RATE,
    SHORT_SIDES,
    SOUND_PACKETS_A_FRAGMENT,
    SOUND_RATE,
    Pipes,
    longest_output,
    picture_command,
    sound_command,
)
from media_pipeline.engine.failures import TranscodeCancelled, TranscodeFailed, unusable
from media_pipeline.engine.fragments import Fragment, FragmentSplitter
from media_pipeline.engine.peaks import Peaks
from media_pipeline.engine.plumbing import Plumbing
from media_pipeline.engine.probe import FilmFacts
from media_pipeline.engine.sandbox import Limits, Sandbox
from media_pipeline.engine.source import FilmSource, SourceServer
from media_pipeline.engine.trouble import Trouble

_ASK_EVERY_SECONDS = 0.5
_SILENCE_SECONDS = 180
_INVALID_DATA = 183
"""What ffmpeg exits with when nothing could be decoded: the last byte of AVERROR_INVALIDDATA."""
_END_OF_JPEG = b"\xff\xd9"


class TranscodeSink(Protocol):
    """Where the results go. All calls come from the thread that called `transcode`, so that it may use its database.

    `init` comes once a run for each rendition ("hi", "lo", "sound"), before its first fragment; on a resumed run the
    bytes are the same as before unless the encoder was exchanged. `fragment` numbers go up without a gap from the
    number that was stored. `poster` and `peaks` (the whole outline) come once a run and may replace earlier ones.
    """

    def init(self, rendition: str, payload: bytes) -> None: ...
    def fragment(self, rendition: str, fragment: Fragment) -> None: ...
    def poster(self, jpeg: bytes) -> None: ...
    def peaks(self, data: bytes) -> None: ...
    def progress(self, frames_done: int) -> None: ...


@dataclass(frozen=True, slots=True)
class TranscodeResult:
    """`damaged_places` counts the moments (fragments) in which a part of the original could not be decoded."""

    frames: int
    sound_ms: int
    damaged_places: int


def transcode(
    source: FilmSource,
    facts: FilmFacts,
    *,
    sink: TranscodeSink,
    stored: Mapping[str, int],
    cancelled: Callable[[], bool],
) -> TranscodeResult:
    """Makes what is not stored yet; `stored` says how many fragments of each rendition there are.

    Raises UnusableFilm, TranscodeCancelled, TranscodeFailed, and whatever source and sink raise.
    """
    run = _Run(facts, sink=sink, stored=stored)
    with SourceServer(source) as server, Sandbox() as sandbox, Plumbing() as plumbing:
        children = run.start(_Workshop(facts, server, sandbox, plumbing))
        _listen(plumbing, cancelled=cancelled, trouble=run.trouble)
        server.raise_failure()
        for child in children:
            child.finish(run.trouble)
    return run.result()


def _listen(plumbing: Plumbing, *, cancelled: Callable[[], bool], trouble: Trouble) -> None:
    asked = heard = time.monotonic()
    while plumbing.flowing:
        arrived = plumbing.drain(wait=_ASK_EVERY_SECONDS)
        now = time.monotonic()
        heard = now if arrived else heard
        if now - heard > _SILENCE_SECONDS:
            raise TranscodeFailed("The encoder stopped answering.", trouble.tail)
        if now - asked >= _ASK_EVERY_SECONDS:
            asked = now
            if cancelled():
                raise TranscodeCancelled


@dataclass(frozen=True, slots=True)
class _Pair:
    """A demuxer and the ffmpeg that it feeds."""

    demuxer: subprocess.Popen[bytes]
    ffmpeg: subprocess.Popen[bytes]

    def finish(self, trouble: Trouble) -> None:
        """Both have closed their pipes. A parser that crashed is the film's fault, an encoder that failed is ours."""
        demuxed, encoded = self.demuxer.wait(_SILENCE_SECONDS), self.ffmpeg.wait(_SILENCE_SECONDS)
        if demuxed < 0:
            raise unusable("unreadable")
        if encoded == _INVALID_DATA:
            raise unusable("unreadable")
        if encoded:
            raise TranscodeFailed(f"The encoder ended with code {encoded}.", trouble.tail)
        if demuxed:
            raise TranscodeFailed(f"The film could not be read to its end (code {demuxed}).", trouble.tail)


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What is needed to start a pair."""

    facts: FilmFacts
    server: SourceServer
    sandbox: Sandbox
    plumbing: Plumbing

    def start_pair(self, stream: int, *, begin: Fraction, command: Sequence[str], outlets: Sequence[int],
                   trouble: Trouble) -> _Pair:  # fmt: skip
        limits = Limits(cpu_seconds=300 + 60 * (self.facts.duration_ms // 1000))
        connection = self.server.connect()
        demuxer = self.sandbox.start_module(
            "media_pipeline.engine.demux_child",
            [str(connection.fileno()), str(self.server.size), str(stream), str(self.facts.origin), str(begin)],
            limits=limits,
            keep=[connection.fileno()],
        )
        connection.close()
        assert demuxer.stdout is not None  # noqa: S101 - the sandbox gives modules a pipe
        ffmpeg = self.sandbox.start_program(command, limits=limits, stdin=demuxer.stdout, keep=outlets)
        demuxer.stdout.close()
        self.plumbing.hand_over()
        for child in (demuxer, ffmpeg):
            assert child.stderr is not None  # noqa: S101 - the sandbox gives every child one
            self.plumbing.listen(child.stderr.fileno(), trouble.listen)
        return _Pair(demuxer, ffmpeg)


class _Run:
    """One attempt: what has come out so far, and where it goes."""

    def __init__(self, facts: FilmFacts, *, sink: TranscodeSink, stored: Mapping[str, int]) -> None:
        self._facts = facts
        self._sink = sink
        rate = facts.frame_rate
        again = max(0, min(stored.get(name, 0) for name in SHORT_SIDES) - 1)
        self._first_frame = again * rate.gop
        self._pictures = [
            _Track(name, sink, skip=stored.get(name, 0), full=rate.gop, first_number=again,
                   start_ticks=self._first_frame * rate.ticks_per_frame)
            for name in SHORT_SIDES
        ]  # fmt: skip
        self._sound = _Track("sound", sink, skip=stored.get("sound", 0), full=SOUND_PACKETS_A_FRAGMENT)
        self._peaks = Peaks(PEAKS_RATE)
        self._jpeg = b""
        self.trouble = Trouble(where=lambda: self._pictures[0].samples)

    def start(self, workshop: _Workshop) -> list[_Pair]:
        pairs = [self._start_picture(workshop)]
        if self._facts.sound:
            pairs.append(self._start_sound(workshop, self._facts.sound.stream))
        return pairs

    def _start_picture(self, workshop: _Workshop) -> _Pair:
        hi, lo = (workshop.plumbing.outlet(self._picture_listener(track)) for track in self._pictures)
        pipes = Pipes(hi=hi, lo=lo, poster=workshop.plumbing.outlet(self._take_poster))
        return workshop.start_pair(
            self._facts.stream,
            begin=self._first_frame / self._facts.frame_rate.fraction,
            command=picture_command(self._facts, pipes=pipes, first_frame=self._first_frame),
            outlets=[pipes.hi, pipes.lo, pipes.poster],
            trouble=self.trouble,
        )

    def _start_sound(self, workshop: _Workshop, stream: int) -> _Pair:
        """From the beginning, always: encoding sound is cheap, and so every run gives the very same bytes."""
        sound, peaks = workshop.plumbing.outlet(self._sound.take), workshop.plumbing.outlet(self._take_peaks)
        return workshop.start_pair(
            stream,
            begin=Fraction(0),
            command=sound_command(self._facts, sound=sound, peaks=peaks),
            outlets=[sound, peaks],
            trouble=self.trouble,
        )

    def _picture_listener(self, track: _Track) -> Callable[[bytes], None]:
        def take(piece: bytes) -> None:
            before = self._frames_done
            track.take(piece)
            if self._frames_done > before:
                self._sink.progress(self._frames_done)

        return take

    @property
    def _frames_done(self) -> int:
        return self._first_frame + min(track.samples for track in self._pictures)

    def _take_poster(self, piece: bytes) -> None:
        self._jpeg += piece
        if piece and self._jpeg.endswith(_END_OF_JPEG):
            self._sink.poster(self._jpeg)

    def _take_peaks(self, piece: bytes) -> None:
        self._peaks.feed(piece)
        if not piece:
            self._sink.peaks(self._peaks.data)

    def result(self) -> TranscodeResult:
        """Hands over the last, shorter fragments, now that the children have ended as they should."""
        hi, lo = self._pictures
        if not hi.samples:
            raise unusable("unreadable")
        if hi.samples != lo.samples:
            raise TranscodeFailed("The two sizes of the picture differ in length.", self.trouble.tail)
        if self._frames_done >= longest_output(self._facts) * self._facts.frame_rate.fraction:
            raise unusable("implausible")
        for track in (*self._pictures, self._sound):
            track.finish()
        self._sink.progress(self._frames_done)
        return TranscodeResult(
            frames=self._frames_done,
            sound_ms=self._sound.ticks * 1000 // SOUND_RATE,
            damaged_places=self.trouble.places + len(self._facts.notes),
        )


class _Track:
    """One rendition on its way to the sink.

    A fragment that is not full is the last one, or the sign of an encoder that was stopped. It is kept back until that
    is known, so that a later run never continues after half a fragment.
    """

    def __init__(
        self, name: str, sink: TranscodeSink, *, skip: int, full: int, first_number: int = 0, start_ticks: int = 0
    ) -> None:
        self.name = name
        self.samples = 0
        self.ticks = 0
        self._sink = sink
        self._skip = skip
        self._full = full
        self._splitter = FragmentSplitter(first_number=first_number, start_ticks=start_ticks)
        self._begun = False
        self._kept_back: Fragment | None = None

    def take(self, piece: bytes) -> None:
        for fragment in self._splitter.feed(piece):
            if not self._begun:
                self._begun = True
                self._sink.init(self.name, self._splitter.beginning)
            self._take_fragment(fragment)

    def _take_fragment(self, fragment: Fragment) -> None:
        if self._kept_back is not None:
            raise TranscodeFailed(f"A short fragment came in the middle of {self.name}.")
        self.samples += fragment.samples
        self.ticks += fragment.duration_ticks
        if fragment.samples == self._full:
            self._hand_over(fragment)
        else:
            self._kept_back = fragment

    def finish(self) -> None:
        if self._kept_back is not None:
            self._hand_over(self._kept_back)

    def _hand_over(self, fragment: Fragment) -> None:
        if fragment.number >= self._skip:
            self._sink.fragment(self.name, fragment)
