"""Spans of frames [start, end)."""

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Iterable[int]]) -> list[Span]:
    """The same frames in order, in as few spans as can be: none overlap, none touch."""
    whole: list[Span] = []
    for start, end in sorted(tuple(span) for span in spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole
