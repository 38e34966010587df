"""The stored fragments of a rendition, unsealed one at a time when they are asked for."""

from collections.abc import Sequence
from typing import overload

from . import vault
from .querysets import SegmentQuerySet


class StoredFragments(Sequence[bytes]):
    """Reads like a list of bytes; holds only names and sizes."""

    def __init__(self, segments: SegmentQuerySet, *, key: bytes) -> None:
        self._objects = list(segments.order_by("number").values_list("object_name", "size"))
        self._key = key

    def __len__(self) -> int:
        return len(self._objects)

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | list[bytes]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        name, size = self._objects[place]
        return vault.get(name, key=self._key, size=size)
