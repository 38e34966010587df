"""Frame rates as exact fractions: a frame number is the identity, a time is derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

LEAD_SECONDS = 100
"""All times are moved by this in the pipe to ffmpeg, whose format has no negative ones: they are those of what is
decoded before the first shown picture."""


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames a second, as a fraction in lowest terms: 30000/1001 is the 29.97 of cameras."""

    numerator: int
    denominator: int = 1

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        numerator, _, denominator = text.partition("/")
        return cls(int(numerator), int(denominator or 1))

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def gop(self) -> int:
        """Frames from one key frame to the next: about one second."""
        return round(self.fraction)

    @property
    def timescale(self) -> int:
        """Ticks a second of the picture track, chosen so that a frame lasts a whole number of them."""
        return self.numerator if self.numerator >= 1000 else self.numerator * 1000

    @property
    def ticks_per_frame(self) -> int:
        return self.timescale * self.denominator // self.numerator

    def frames_in(self, milliseconds: int) -> int:
        """The number of frames that a film of this length has."""
        return round(self.fraction * milliseconds / 1000)

    def ms_of(self, frame: int) -> int:
        """When a frame begins, to the nearest millisecond."""
        return round(frame * 1000 / self.fraction)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def __float__(self) -> float:
        return float(self.fraction)


STANDARD_RATES = tuple(
    FrameRate(numerator, denominator)
    for numerator, denominator in (
        (24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (48, 1), (50, 1), (60000, 1001), (60, 1),
    )
)  # fmt: skip


def snap(rate: Fraction) -> FrameRate:
    """The nearest rate that films really have; 120 and 240 a second become 60, honestly low rates stay low."""
    if rate < Fraction(39, 2):
        return FrameRate(max(1, round(rate)))
    return min(STANDARD_RATES, key=lambda standard: abs(standard.fraction - rate))
