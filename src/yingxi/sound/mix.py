"""The mix: layers balanced, music and effects made to step back for the voice, loudness set, peaks held."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from yingxi.film import Storyboard
from yingxi.film.errors import YingxiError
from yingxi.sound.limiter import limit
from yingxi.sound.loudness import Loudness, integrated_loudness, measure_loudness, peaks_between
from yingxi.sound.signals import between, decibels, span
from yingxi.sound.stem import Stem
from yingxi.sound.voice import RATE, Samples
from yingxi.sound.voicing import frame_level

TARGET_LUFS = -14.0
CEILING_DBTP = -1.0
STEMS = ("narration", "score", "foley")

_LEVELS = {"narration": -16.0, "score": -19.0, "foley": -22.0}
"""Loudness in LUFS of each layer where it sounds, before the whole is brought to the target."""

_DUCKED_DB = {"score": -9.0, "foley": -7.0}
_TRIES = 6
_RIDE = 480


@dataclass(frozen=True, kw_only=True, eq=False)
class Mix:
    """The finished sound: the mix and its stems as they are in it, (n, 2) each, and how loud it is."""

    samples: Samples
    stems: Mapping[str, Samples]
    loudness: Loudness
    notes: tuple[str, ...] = field(default=())


def mix_stems(
    stems: Sequence[Stem], board: Storyboard, mark: Callable[[Samples], Samples] | None = None
) -> Mix:
    """The film's sound, exactly board.frames long: -14 LUFS within 0.5, true peak at most -1 dBTP.

    A film without any sound stays silent, and that is said. `mark` is called on the whole before its loudness
    is set and its peaks are held.
    """
    count = round(board.frames * RATE / board.fps)
    layers = {
        stem.name: _balanced(_fitted(stem.samples, count), _LEVELS.get(stem.name, -22.0)) for stem in stems
    }
    voice = layers.get("narration")
    for name, depth in _DUCKED_DB.items():
        if name in layers:
            layers[name] *= _automation(board, count, name)[:, None]
            if voice is not None and np.any(voice):
                layers[name] *= ducking(voice, depth)[:, None]
    total = _edges(board, _summed(layers.values(), count))
    notes = tuple(dict.fromkeys(note for stem in stems for note in stem.notes))
    if not np.any(total):
        return Mix(
            samples=total, stems=layers, loudness=measure_loudness(total), notes=(*notes, _mute_note(board))
        )
    samples, gain = _to_target(mark(total) if mark else total)
    for layer in layers.values():
        layer *= np.float32(gain)
    return Mix(samples=samples, stems=layers, loudness=measure_loudness(samples), notes=notes)


def ducking(voice: Samples, depth_db: float, attack: float = 0.25, release: float = 0.7) -> Samples:
    """The gain (n,) that makes room for `voice`: down `attack` s before it speaks, back `release` s after."""
    from scipy.ndimage import gaussian_filter1d, maximum_filter1d

    step = 240 / RATE
    speaking = (frame_level(voice) > -45.0).astype(np.float32)
    before, after = int(attack / step), int(release / step)
    held = maximum_filter1d(speaking, before + after + 1, origin=(after - before) // 2, mode="constant")
    smooth = gaussian_filter1d(held, attack / step / 2.2, mode="nearest")
    return between(10.0 ** (smooth * depth_db / 20.0), 240, len(voice))


def write_mix(mix: Mix, folder: Path) -> tuple[Path, ...]:
    """Writes narration.wav, score.wav, foley.wav and mix.wav (48 kHz, 24 bit); gives their paths."""
    import soundfile

    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, samples in {**mix.stems, "mix": mix.samples}.items():
            path = folder / f"{name}.wav"
            partial = path.with_suffix(".part")
            soundfile.write(partial, np.clip(samples, -1.0, 1.0), RATE, subtype="PCM_24", format="WAV")
            partial.replace(path)
            paths.append(path)
    except (OSError, soundfile.LibsndfileError) as reason:
        raise YingxiError(
            f"could not write the sound into {folder}: {reason}; check space and rights"
        ) from reason
    return tuple(paths)


def _fitted(samples: Samples, count: int) -> Samples:
    """Exactly `count` samples: cut, or silence added."""
    fitted = _silence(count)
    fitted[: len(samples)] = samples[:count]
    return fitted


def _summed(layers: Iterable[Samples], count: int) -> Samples:
    total = _silence(count)
    for layer in layers:
        total += layer
    return total


def _silence(count: int) -> Samples:
    return np.zeros((count, 2), np.float32)


def _balanced(samples: Samples, lufs: float) -> Samples:
    """A layer at its place in the balance; loudness is gated, so pauses do not count."""
    loud = integrated_loudness(samples)
    if np.isfinite(loud):
        samples *= np.float32(decibels(lufs - loud))
    return samples


def _automation(board: Storyboard, count: int, name: str) -> Samples:
    """Slow riding of a layer with the energy of the shots: quiet shots 3 dB down, the peak 1.5 dB up."""
    depth = 4.5 if name == "score" else 3.0
    middles = [(shot.start + shot.length / 2) * RATE / board.fps for shot in board.shots]
    gains = [depth * (min(10.0, max(0.0, shot.energy)) / 10 - 0.66) for shot in board.shots]
    if not middles:
        return np.ones(count, np.float32)
    at = (np.arange(-(-count // _RIDE)) + 0.5) * _RIDE
    return between(10 ** (np.interp(at, middles, gains) / 20), _RIDE, count)


def _edges(board: Storyboard, total: Samples) -> Samples:
    """A soft first moment and a fade over the last second and a half."""
    seconds = board.frames / board.fps
    start, end = span(min(0.12, seconds / 8)), span(min(1.5, seconds / 4))
    total[:start] *= np.linspace(0, 1, start, dtype=np.float32)[:, None]
    total[-end:] *= (np.cos(np.linspace(0, np.pi, end, dtype=np.float32))[:, None] + 1) / 2
    return total


def _to_target(total: Samples) -> tuple[Samples, float]:
    """`total` limited at the loudness asked for, and the gain it got before the limiter."""
    gain_db = TARGET_LUFS - integrated_loudness(total)
    samples, peaks = total, peaks_between(total, 0.3 * decibels(-gain_db))
    for _ in range(_TRIES):
        gain = np.float32(decibels(gain_db))
        samples = limit(total * gain, CEILING_DBTP - 0.3, peaks * gain)
        miss = TARGET_LUFS - integrated_loudness(samples)
        if not np.isfinite(miss) or abs(miss) < 0.15:
            break
        gain_db += miss
    return samples, decibels(gain_db)


def _mute_note(board: Storyboard) -> str:
    return "影片没有任何声音" if board.language == "zh" else "the film has no sound at all"
