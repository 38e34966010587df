import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media_pipeline.sealing import FRAME, SALT, TAG, SealBroken, seal, unseal_range

KEY = bytes(range(32))
NAME = "ab/abcdef"


def reader_of(sealed: bytes) -> Callable[[int, int], bytes]:
    return lambda offset, length: sealed[offset : offset + length]


def unseal(sealed: bytes, size: int, *, start: int = 0, stop: int | None = None, name: str = NAME) -> bytes:
    stop = size if stop is None else stop
    return b"".join(unseal_range(reader_of(sealed), key=KEY, name=name, size=size, start=start, stop=stop))


def frames_of(sealed: bytes) -> list[bytes]:
    return [sealed[place : place + FRAME + TAG] for place in range(SALT, len(sealed), FRAME + TAG)]


SIZES = st.one_of(
    st.integers(0, 40),
    st.builds(lambda frames, more: max(0, frames * FRAME + more), st.integers(0, 3), st.integers(-2, 2)),
)


@settings(max_examples=150, deadline=None)
@given(size=SIZES, ends=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_gives_what_slicing_the_plain_bytes_gives(size: int, ends: tuple[float, float]) -> None:
    plain = os.urandom(size)
    start, stop = sorted(round(end * size) for end in ends)

    assert unseal(seal(plain, key=KEY, name=NAME), size, start=start, stop=stop) == plain[start:stop]


def test_reads_only_the_frames_that_hold_the_range() -> None:
    sealed, asked = seal(os.urandom(10 * FRAME), key=KEY, name=NAME), []

    def read(offset: int, length: int) -> bytes:
        asked.append(length)
        return sealed[offset : offset + length]

    range_of_two_frames = {"start": 5 * FRAME - 1, "stop": 5 * FRAME + 1}
    assert len(b"".join(unseal_range(read, key=KEY, name=NAME, size=10 * FRAME, **range_of_two_frames))) == 2

    assert asked == [SALT, FRAME + TAG, FRAME + TAG]


def test_refuses_a_range_beyond_the_object() -> None:
    with pytest.raises(ValueError, match="does not lie in 3 bytes"):
        unseal(seal(b"abc", key=KEY, name=NAME), 3, stop=4)


@pytest.mark.parametrize("place", [0, SALT - 1, SALT, SALT + FRAME - 1, SALT + FRAME, -1, -TAG])
def test_a_flipped_bit_breaks_the_seal(place: int) -> None:
    sealed = bytearray(seal(os.urandom(2 * FRAME), key=KEY, name=NAME))
    sealed[place] ^= 1

    with pytest.raises(SealBroken):
        unseal(bytes(sealed), 2 * FRAME)


def test_frames_in_another_order_break_the_seal() -> None:
    sealed = seal(os.urandom(3 * FRAME), key=KEY, name=NAME)
    first, second, third = frames_of(sealed)

    with pytest.raises(SealBroken):
        unseal(sealed[:SALT] + second + first + third, 3 * FRAME)


@pytest.mark.parametrize("lost", [1, TAG, FRAME + TAG, 2 * (FRAME + TAG), 2 * (FRAME + TAG) + 1])
def test_a_cut_off_object_breaks_the_seal(lost: int) -> None:
    sealed = seal(os.urandom(2 * FRAME), key=KEY, name=NAME)

    with pytest.raises(SealBroken):
        unseal(sealed[:-lost], 2 * FRAME)


def test_dropped_frames_break_the_seal_even_if_the_size_is_made_to_fit() -> None:
    sealed = seal(os.urandom(3 * FRAME), key=KEY, name=NAME)

    with pytest.raises(SealBroken):
        unseal(sealed[: -(FRAME + TAG)], 2 * FRAME)


def test_an_empty_object_cannot_stand_for_a_full_one() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(b"full", key=KEY, name=NAME), 0)


def test_an_object_under_another_name_breaks_the_seal() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(b"film", key=KEY, name=NAME), 4, name="cd/cdefab")


def test_a_frame_from_another_object_breaks_the_seal() -> None:
    ours, theirs = (seal(os.urandom(2 * FRAME), key=KEY, name=NAME) for _ in range(2))

    with pytest.raises(SealBroken):
        unseal(ours[:SALT] + frames_of(ours)[0] + frames_of(theirs)[1], 2 * FRAME)
