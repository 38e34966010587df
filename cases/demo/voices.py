"""Voices made of nothing but arithmetic: a sung source, shaped by the resonances of a mouth."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cases.demo.script import FRAME_RATE, BallKey, Sound, Story, Utterance, Who

RATE = 48_000
SAMPLES_A_FRAME = RATE // FRAME_RATE
HIGHEST_HARMONIC = 6_500.0
PEAK = 0.5
VOWELS: dict[str, tuple[float, float, float]] = {
    "a": (820, 1250, 2700), "e": (520, 1900, 2600), "i": (340, 2250, 2950), "o": (480, 880, 2500),
    "u": (350, 760, 2350), "m": (270, 1000, 2200),
}  # fmt: skip
BANDWIDTHS = (90.0, 120.0, 190.0)
Wave = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Song:
    """How a sound goes: pitch over its course as multiples of the voice's own, and vowels to glide through."""

    pitch: tuple[float, ...]
    vowels: str
    loudness: float = 1.0
    breath: float = 0.005


@dataclass(frozen=True, slots=True)
class Voice:
    """`mouth` scales the resonances: a smaller mouth sounds higher. `side` is -1 left to 1 right."""

    pitch: float
    mouth: float
    side: float


SONGS: dict[Sound, Song] = {
    "offer": Song((0.95, 1.08, 1.0, 1.28), "maea", 0.8),
    "delight": Song((1.15, 1.5, 1.62, 1.3), "iai", 0.75, 0.008),
    "call": Song((1.0, 1.2, 1.08), "mea", 0.7),
    "giggle": Song((1.45, 1.36, 1.24, 1.12), "aea", 0.62, 0.016),
    "ooh": Song((1.0, 1.42, 1.22, 0.95), "uou", 0.8),
    "singsong": Song((1.22, 1.42, 1.0, 1.3, 1.05), "moamea", 0.8),
    "oh": Song((1.1, 1.45, 1.0), "oou", 0.8),
    "tender": Song((1.12, 1.2, 1.0, 0.92, 0.84), "maoemo", 0.7, 0.008),
    "laugh": Song((1.4, 1.34, 1.18, 1.0), "aaea", 0.66, 0.016),
    "talk": Song((1.05, 1.12, 0.96, 1.02, 0.86), "meaoemae", 0.6),
}


def write_sound(story: Story, voices: dict[Who, Voice], path: Path) -> Path:
    """The whole story's sound as a stereo WAV of 48 kHz, exactly as long as the picture."""
    samples = (mix_sound(story, voices) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return path


def mix_sound(story: Story, voices: dict[Who, Voice]) -> Wave:
    """Two columns, left and right, between -1 and 1."""
    noise = np.random.default_rng(25)
    mixed = np.zeros((story.frames * SAMPLES_A_FRAME, 2))
    for said in story.utterances:
        voice = voices[said.who]
        _place(mixed, speak(said, voice, noise), said.frame, voice.side)
    for key in story.ball[1:]:
        if key.travel != "carried" and key.caught:
            _place(mixed, _tap(key), key.frame + key.take, (key.to[0] - 680) / 700)
    if story.bird:
        for number in range(4):
            _place(mixed, _chirp(number), story.bird[0] + 14 + 7 * number, -0.8)
    mixed = _in_a_room(mixed)
    mixed *= PEAK / np.abs(mixed).max()
    return mixed + _room_tone(len(mixed), noise)[:, None]


def speak(said: Utterance, voice: Voice, noise: np.random.Generator) -> Wave:
    """One utterance: harmonics of a gliding pitch, each as loud as the mouth lets it through."""
    song = SONGS[said.sound]
    count = said.frames * SAMPLES_A_FRAME
    course = np.linspace(0, 1, count)
    seconds = course * said.frames / FRAME_RATE
    wobble = 1 + 0.012 * np.sin(2 * np.pi * 5.3 * seconds) + 0.004 * _smooth(noise.standard_normal(count), 900)
    pitch = voice.pitch * np.interp(course, np.linspace(0, 1, len(song.pitch)), song.pitch) * wobble
    pitch = _smooth(pitch, 1500, keep_level=True)
    resonances = _resonances(song.vowels, course, voice.mouth)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sung = np.zeros(count)
    for harmonic in range(1, int(HIGHEST_HARMONIC / pitch.min()) + 1):
        at = pitch * harmonic
        audible = np.clip((HIGHEST_HARMONIC + 500 - at) / 500, 0, 1)
        sung += np.sin(harmonic * phase) * _passed(at, resonances) * audible / harmonic**1.15
    breath = _hush(noise, count, 10)
    voiced = sung / (np.sqrt(np.mean(sung**2)) + 1e-9) * 0.2
    spoken: Wave = song.loudness * (voiced + song.breath * breath) * _syllables(said, course)
    return spoken


def _resonances(vowels: str, course: Wave, mouth: float) -> list[Wave]:
    steps = np.linspace(0, 1, len(vowels))
    return [
        _smooth(np.interp(course, steps, [VOWELS[vowel][formant] for vowel in vowels]), 1200, keep_level=True) * mouth
        for formant in range(3)
    ]


def _passed(frequency: Wave, resonances: list[Wave]) -> Wave:
    """How much of a frequency three resonances let through."""
    total = np.zeros_like(frequency)
    for weight, centre, width in zip((1.0, 0.55, 0.28), resonances, BANDWIDTHS, strict=True):
        total += weight / (1 + ((frequency - centre) / width) ** 2)
    return total + 0.012


def _syllables(said: Utterance, course: Wave) -> Wave:
    """Loudness: each beat swells and fades; in laughter the beats are parted, in speech they run on."""
    beat = np.abs(np.sin(np.pi * said.beats * course))
    floor = 0.04 if said.sound in {"laugh", "giggle"} else 0.4
    swell = floor + (1 - floor) * beat ** (1.4 if floor < 0.1 else 0.8)
    edges = np.clip(course / 0.06, 0, 1) * np.clip((1 - course) / 0.22, 0, 1)
    loudness: Wave = swell * (edges * edges * (3 - 2 * edges))
    return loudness


def _smooth(values: Wave, width: int, *, keep_level: bool = False) -> Wave:
    """A running mean. Noise is brought back to a level of 1; with `keep_level` values stay what they are."""
    padded = np.pad(values, (width // 2 + 1, width - width // 2), mode="edge")
    sums = np.cumsum(padded)
    mean: Wave = (sums[width:] - sums[:-width])[: len(values)] / width
    return mean if keep_level else mean / (mean.std() + 1e-12)


def _hush(noise: np.random.Generator, count: int, width: int) -> Wave:
    """Soft noise of level 1; two running means of unlike width leave no notes standing in it."""
    return _smooth(_smooth(noise.standard_normal(count), width), width * 8 // 5)


def _tap(key: BallKey) -> Wave:
    """Hands on a soft ball; a thrown one lands a little harder."""
    t = np.arange(int(0.16 * RATE)) / RATE
    strength = 0.26 if key.travel == "tossed" else 0.14
    rise = np.clip(t / 0.004, 0, 1)
    tap: Wave = strength * rise * np.sin(2 * np.pi * (150 * t - 220 * t * t)) * np.exp(-t * 34)
    return tap


def _chirp(number: int) -> Wave:
    t = np.arange(int(0.14 * RATE)) / RATE
    sweep = 3300 + 260 * (number % 2) + 900 * np.sin(2 * np.pi * 9 * t)
    chirp: Wave = 0.035 * np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.sin(np.pi * t / t[-1]) ** 2
    return chirp


def _place(mixed: Wave, sound: Wave, frame: int, side: float) -> None:
    start = frame * SAMPLES_A_FRAME
    part = sound[: len(mixed) - start]
    angle = (1 + max(-1.0, min(1.0, side))) * np.pi / 4
    mixed[start : start + len(part)] += part[:, None] * (np.cos(angle), np.sin(angle))


def _in_a_room(mixed: Wave) -> Wave:
    """The first echoes of a furnished room, crossing from side to side."""
    wet = mixed.copy()
    for milliseconds, level in ((11, 0.20), (19, 0.15), (31, 0.11), (47, 0.016), (71, 0.045)):
        shift = milliseconds * RATE // 1000
        wet[shift:] += level * mixed[:-shift, ::-1]
    return wet


def _room_tone(count: int, noise: np.random.Generator) -> Wave:
    """Almost nothing, so that quiet sounds like a room and not like a fault."""
    return 0.0012 * _hush(noise, count, 50)
