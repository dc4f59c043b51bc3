"""The plain fallback voice: eSpeak NG, which reads Chinese from pinyin. Clear, not beautiful."""

import io
import shutil
import subprocess

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.sound.mandarin import pinyin_of
from yingxi.sound.voice import RATE, Samples, Speech, Word


class EspeakVoice:
    """Speaks any text with a machine's voice; word times are shared out by the length of the words."""

    def speak(self, text: str, voice: str, speed: float = 1.0) -> Speech:
        """`text` spoken; `voice` chooses only between female and male (second letter f or m)."""
        chinese = any("\u3400" <= char <= "\u9fff" for char in text)
        language = "cmn-latn-pinyin" if chinese else "en-us"
        variant = "+f3" if voice[1:2] == "f" else "+m3"
        samples = _run(pinyin_of(text) if chinese else text, language + variant, round(165 * speed))
        return Speech(samples=samples, words=_share_out(text, len(samples) / RATE, chinese), speed=speed)


def is_installed() -> bool:
    """Whether the program is on this machine."""
    return shutil.which("espeak-ng") is not None


def _run(text: str, voice: str, words_per_minute: int) -> Samples:
    import soundfile
    from scipy.signal import resample_poly

    program = shutil.which("espeak-ng")
    if program is None:
        raise YingxiError("no espeak-ng on this machine; install it (Debian: apt-get install espeak-ng)")
    call = [program, "-v", voice, "-s", str(words_per_minute), "--stdout", "--", text]
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode or len(done.stdout) < 64:
        raise YingxiError(f"espeak-ng could not speak '{text[:40]}': {done.stderr.decode()[:200].strip()}")
    sound, rate = soundfile.read(io.BytesIO(done.stdout), dtype="float32")
    return np.asarray(resample_poly(sound, RATE, rate), np.float32)


def _share_out(text: str, seconds: float, chinese: bool) -> tuple[Word, ...]:
    """Words with times in proportion to their letters; good to about a third of a second."""
    import jieba

    parts = jieba.lcut(text) if chinese else text.split()
    words = [part for part in parts if any(char.isalnum() for char in part)]
    ends = np.cumsum([len(word) + (0 if chinese else 1.5) for word in words] or [1.0])
    ends = ends / ends[-1] * seconds
    starts = [0.0, *ends[:-1].tolist()]
    return tuple(
        Word(text=word, start_s=start, end_s=float(end))
        for word, start, end in zip(words, starts, ends, strict=False)
    )
