import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from media_pipeline import sealing
from media_pipeline.sealing import FRAME, SALT, TAG, seal

KEY = bytes(32)


def test_hides_every_byte() -> None:
    plain = b"a parent and a child" * 20_000

    sealed = seal(plain, key=KEY, name="ab/ab")

    assert b"a parent" not in sealed
    assert len(sealed) == SALT + len(plain) + TAG * -(-len(plain) // FRAME)


def test_seals_the_same_bytes_differently_each_time() -> None:
    assert seal(b"film", key=KEY, name="ab/ab") != seal(b"film", key=KEY, name="ab/ab")


def test_never_uses_a_nonce_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[bytes] = []

    class Watched:
        def __init__(self, key: bytes) -> None:
            self._cipher = AESGCM(key)

        def encrypt(self, nonce: bytes, *rest: Any) -> bytes:
            used.append(nonce)
            return self._cipher.encrypt(nonce, *rest)

    monkeypatch.setattr(sealing, "AESGCM", Watched)
    for _ in range(500):
        seal(os.urandom(10), key=KEY, name="ab/ab")
    seal(bytes(20 * FRAME), key=KEY, name="ab/ab")

    assert len(used) == 520
    assert len(set(used)) == len(used)
    assert {len(nonce) for nonce in used} == {12}
