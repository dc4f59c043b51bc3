"""The players: FluidSynth for what is blown, bowed and plucked; our own synthesis for what is struck."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.sound import percussion
from yingxi.sound.loudness import integrated_loudness
from yingxi.sound.riding import levelled_out
from yingxi.sound.room import hall, put_into
from yingxi.sound.score.composition import Composition, Strike
from yingxi.sound.score.midi import write_midi
from yingxi.sound.signals import Random, above, decibels, lay, softly_ended
from yingxi.sound.stem import Stem
from yingxi.sound.voice import RATE, Samples

_STRIKE_DB = {
    "big_drum": -6.0,
    "small_drum": -12.0,
    "drum_rim": -18.0,
    "woodblock": -17.0,
    "great_gong": -15.0,
    "crash": -16.0,
    "cymbal_swell": -18.0,
    "drum_roll": -11.0,
    "riser": -21.0,
    "sub_drop": -12.0,
    "low_hit": -8.0,
    "chime": -21.0,
    "temple_bell": -17.0,
}
"""Peak of each struck instrument at gain 1, beside an orchestra at the loudness below."""

_ORCHESTRA_LUFS = -21.0
_SWELLING = {"cymbal_swell", "drum_roll", "riser"}
_TAKES = 5


def play_score(composition: Composition, language: str = "en") -> Stem:
    """The score's stem: (n, 2) at 48 kHz, exactly as long as the film.

    Without FluidSynth or a soundfont only the drums are heard, and the notes say so.
    """
    count = round(composition.frames * RATE / composition.fps)
    orchestra, said = _orchestra(composition, count, language)
    loud = integrated_loudness(orchestra)
    if np.isfinite(loud):
        orchestra *= np.float32(decibels(_ORCHESTRA_LUFS - loud))
    total = levelled_out(orchestra + _struck(composition, count))
    return Stem(
        name="score", samples=softly_ended(above(total, 26.0), 0.05), notes=(*composition.notes, *said)
    )


def _orchestra(composition: Composition, count: int, language: str) -> tuple[Samples, tuple[str, ...]]:
    """The tracks as FluidSynth plays them, or silence and a note."""
    from yingxi.store.packs import find_pack

    program, soundfont = shutil.which("fluidsynth"), find_pack("soundfont")
    if program is None or soundfont is None:
        missing = "FluidSynth" if program is None else "soundfont"
        said = (
            f"配乐只有鼓：{missing} 未安装（make setup）"
            if language == "zh"
            else f"the score has only its drums: {missing} is not installed (make setup)"
        )
        return np.zeros((count, 2), np.float32), (said,)
    with tempfile.TemporaryDirectory(prefix="yingxi-score-") as folder:
        song, sound = Path(folder) / "score.mid", Path(folder) / "score.wav"
        write_midi(composition, song)
        _run_fluidsynth(program, Path(soundfont), song, sound)
        return _read(sound, count), ()


def _run_fluidsynth(program: str, soundfont: Path, song: Path, sound: Path) -> None:
    """Renders faster than real time, one thread, into a file of floats."""
    settings = {
        "synth.reverb.room-size": 0.72,
        "synth.reverb.damp": 0.35,
        "synth.reverb.width": 0.9,
        "synth.reverb.level": 0.55,
        "synth.chorus.active": 0,
        "synth.cpu-cores": 1,
        "synth.polyphony": 160,
        "synth.dynamic-sample-loading": 1,
        "player.timing-source": "sample",
        "synth.lock-memory": 0,
    }
    call = [
        program,
        "-n",
        "-i",
        "-q",
        "-g",
        "0.5",
        "-r",
        str(RATE),
        "-T",
        "wav",
        "-O",
        "float",
        "-F",
        str(sound),
    ]
    for name, value in settings.items():
        call += ["-o", f"{name}={value}"]
    done = subprocess.run([*call, str(soundfont), str(song)], capture_output=True, text=True, check=False)
    if done.returncode or not sound.is_file():
        raise YingxiError(
            f"FluidSynth could not play the score: {done.stderr.strip()[-200:] or done.returncode}"
        )


def _read(sound: Path, count: int) -> Samples:
    import soundfile

    samples, _ = soundfile.read(sound, dtype="float32", always_2d=True, frames=count)
    return np.pad(samples, ((0, count - len(samples)), (0, 0)))


def _struck(composition: Composition, count: int) -> Samples:
    """Drums, gongs and swells in a hall."""
    dry = np.zeros((count, 2), np.float32)
    for kind in sorted({strike.kind for strike in composition.strikes}):
        random = np.random.default_rng([composition.seed, crc32(kind.encode())])
        own = [strike for strike in composition.strikes if strike.kind == kind]
        _lay_strikes(dry, own, composition.seconds_per_beat, random)
    return put_into(dry, hall(2.3, 2200.0, 5), decibels(-15)) if np.any(dry) else dry


def _lay_strikes(canvas: Samples, strikes: Sequence[Strike], beat_s: float, random: Random) -> None:
    """All blows on one instrument, drawn from a few takes; swells are made to their length."""
    kind = strikes[0].kind
    make, level = getattr(percussion, kind), decibels(_STRIKE_DB[kind])
    takes = [] if kind in _SWELLING else [make(random) for _ in range(min(_TAKES, len(strikes)))]
    for number, strike in enumerate(strikes):
        sound = make(random, strike.length * beat_s) if kind in _SWELLING else takes[number % len(takes)]
        lay(canvas, sound, round(strike.start * beat_s * RATE), level * strike.gain, strike.pan)
