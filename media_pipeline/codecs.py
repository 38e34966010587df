"""The name of a track's codec as playlists give it (RFC 6381), read from its init segment."""

import struct

from .engine.h264 import SAMPLE_TABLE_ENTRY, avcc_of
from .engine.samples import MalformedFragment, Track, boxes

SOUND_ENTRY_FIELDS = 36  # in `mp4a`: box header and fixed fields, before its own boxes
ELEMENTARY_STREAM, DECODER_CONFIG, DECODER_SPECIFIC = 3, 4, 5  # tags of ISO/IEC 14496-1 descriptors
FIXED_FIELDS = {ELEMENTARY_STREAM: 3, DECODER_CONFIG: 13, DECODER_SPECIFIC: 0}


def codec_of(track: Track) -> str:
    """For example avc1.64001f (profile, constraints and level) or mp4a.40.2 (AAC-LC)."""
    _, kind = struct.unpack_from(">I4s", track.descriptions, SAMPLE_TABLE_ENTRY)
    if kind == b"avc1":
        return f"avc1.{avcc_of(track.descriptions)[1:4].hex()}"
    if kind == b"mp4a":
        return _sound_codec(track.descriptions)
    raise MalformedFragment(f"a track of {kind!r}")


def _sound_codec(descriptions: bytes) -> str:
    esds = next(
        (box for box in boxes(descriptions, SAMPLE_TABLE_ENTRY + SOUND_ENTRY_FIELDS) if box.kind == b"esds"), None
    )
    if esds is None:
        raise MalformedFragment("a sound track without a decoder's description")
    at, object_type = esds.body + 4, 0
    for tag in (ELEMENTARY_STREAM, DECODER_CONFIG, DECODER_SPECIFIC):
        at = _inside(descriptions, at, tag)
        if tag == DECODER_CONFIG:
            object_type = descriptions[at]
        at += FIXED_FIELDS[tag]
    return f"mp4a.{object_type:x}.{descriptions[at] >> 3}"


def _inside(descriptions: bytes, at: int, tag: int) -> int:
    """Where the content of a descriptor begins; its length takes a byte for every seven bits."""
    if descriptions[at] != tag:
        raise MalformedFragment("a decoder's description that we cannot read")
    at += 1
    while descriptions[at] & 0x80:
        at += 1
    return at + 1
