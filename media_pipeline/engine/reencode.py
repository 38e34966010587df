"""Encode pictures of a rendition again with the rendition's own settings.

x264 then writes the same parameter sets (SPS, PPS) as it wrote for the rendition, and the new pictures play as if they
had always been part of it. Whether it did is for the caller to compare: `Encoded.parameter_sets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from .arguments import x264_options
from .h264 import ParameterSets, as_sample
from .timing import FrameRate


@dataclass(frozen=True)
class Encoded:
    """Newly encoded pictures, as MP4 samples, and which of them are key frames."""

    parameter_sets: ParameterSets
    samples: list[bytes]
    keys: list[bool]


def reencode(samples: Iterable[bytes], *, avcc: bytes, skip: int, count: int, frame_rate: FrameRate) -> Encoded:
    """Decode from a key frame on, drop the first `skip` pictures, and encode the `count` after them.

    Pictures pass one by one: only what comes out of the encoder is held.
    """
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = avcc
    pictures = islice(_decode(decoder, samples), skip, skip + count)
    first = next(pictures)
    encoder = _encoder_like(decoder, first, frame_rate)
    packets = list(_encode(encoder, chain([first], pictures)))
    return Encoded(
        parameter_sets=ParameterSets.of_stream(encoder.extradata or b""),
        samples=[as_sample(bytes(packet)) for packet in packets],
        keys=[packet.is_keyframe for packet in packets],
    )


def _decode(decoder: VideoCodecContext, samples: Iterable[bytes]) -> Iterator[VideoFrame]:
    for sample in samples:
        yield from decoder.decode(av.Packet(sample))
    yield from decoder.decode(None)


def _encode(encoder: VideoCodecContext, pictures: Iterable[VideoFrame]) -> Iterator[av.Packet[VideoStream]]:
    for number, picture in enumerate(pictures):
        picture.pts = number
        picture.time_base = encoder.time_base
        picture.pict_type = PictureType.NONE  # else x264 repeats the types that the decoder found
        yield from encoder.encode(picture)
    yield from encoder.encode(None)


def _encoder_like(decoder: VideoCodecContext, picture: VideoFrame, frame_rate: FrameRate) -> VideoCodecContext:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height = picture.width, picture.height
    encoder.pix_fmt = picture.format.name
    encoder.framerate = frame_rate.fraction
    encoder.time_base = 1 / frame_rate.fraction
    if decoder.sample_aspect_ratio is not None:
        encoder.sample_aspect_ratio = decoder.sample_aspect_ratio
    encoder.color_range, encoder.colorspace = picture.color_range, picture.colorspace
    encoder.color_primaries, encoder.color_trc = picture.color_primaries, picture.color_trc
    encoder.flags |= Flags.global_header
    options = {name.removesuffix(":v"): str(value) for name, value in x264_options(frame_rate).items()}
    encoder.options = {name: value for name, value in options.items() if name not in ("c", "pix_fmt")}
    return encoder
