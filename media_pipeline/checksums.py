"""Copies that are proved to be equal, and lists of digests that `sha256sum --check` reads too."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

LIST = "SHA256SUMS"
PIECE = 1024**2


class NotWhatItWas(Exception):
    """A file is missing, or is not the one that the list names."""


def write_and_check(pieces: Iterable[bytes], target: Path) -> str:
    """The digest of `target`, read back from the disk and found to be that of the pieces. Raises NotWhatItWas."""
    digest = hashlib.sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if sha256_of_file(target) != digest.hexdigest():
        raise NotWhatItWas(f"{target} does not hold what was written into it.")
    return digest.hexdigest()


def sha256_of_file(path: Path) -> str:
    return sha256_of(pieces_of(path))


def sha256_of(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def write_list(folder: Path, digests: dict[str, str]) -> None:
    (folder / LIST).write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())))


def read_list(folder: Path) -> dict[str, str]:
    """Digests by the names of files in `folder`. Raises NotWhatItWas."""
    try:
        lines = (folder / LIST).read_text().splitlines()
    except FileNotFoundError:
        raise NotWhatItWas(
            f"There is no list {folder / LIST}: this is no backup, or one that was not finished."
        ) from None
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def check_list(folder: Path) -> int:
    """Reads every file. Answers how many there are. Raises NotWhatItWas."""
    digests = read_list(folder)
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file() or sha256_of_file(path) != digest:
            raise NotWhatItWas(f"{path} is missing or is not what was backed up.")
    return len(digests)
