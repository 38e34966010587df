"""Places in a film as people write them: minutes and seconds, with frames behind them, or the number of a frame.

0:12        twelve seconds
1:02:07     a minute, two seconds and seven frames
310         frame 310
"""

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.models import Recording

SEPARATOR = "to"


class Unreadable(ValueError):
    """No such way to write a place."""


@dataclass(frozen=True)
class Clock:
    """Of a film whose frame rate is known."""

    rate: Fraction

    def frame_of(self, written: str) -> int:
        parts = written.strip().split(":")
        if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
            raise Unreadable(written)
        if len(parts) == 1:
            return int(parts[0])
        minutes, seconds, *frames = map(int, parts)
        return _rounded(self.rate * (60 * minutes + seconds)) + sum(frames)

    def written(self, frame: int) -> str:
        seconds = int(frame / self.rate)
        if _rounded(self.rate * (seconds + 1)) <= frame:
            seconds += 1
        over = frame - _rounded(self.rate * seconds)
        minutes, seconds = divmod(seconds, 60)
        return f"{minutes}:{seconds:02}" + (f":{over:02}" if over else "")

    def spans_of(self, written: str) -> list[tuple[int, int]]:
        """One a line: from, to (which is the first frame without them)."""
        lines = [line for line in written.lower().replace("–", SEPARATOR).splitlines() if line.strip()]
        return [self._span(line) for line in lines]

    def _span(self, line: str) -> tuple[int, int]:
        start, found, end = line.replace("-", SEPARATOR).partition(SEPARATOR)
        if not found:
            raise Unreadable(line)
        span = self.frame_of(start), self.frame_of(end)
        if span[0] >= span[1]:
            raise Unreadable(line)
        return span

    def written_spans(self, spans: list[tuple[int, int]]) -> str:
        return "\n".join(f"{self.written(start)} {SEPARATOR} {self.written(end)}" for start, end in spans)


def clock_of(recording: Recording) -> Clock | None:
    """None while it is not known yet how fast the film runs."""
    if not recording.frames or not recording.frame_rate_numerator or not recording.frame_rate_denominator:
        return None
    return Clock(Fraction(recording.frame_rate_numerator, recording.frame_rate_denominator))


def _rounded(frames: Fraction) -> int:
    return int(frames + Fraction(1, 2))
