"""Speech by the Kokoro-82M model on the processor: exact word times, the same bytes on every run.

The ONNX graph gives sound only; the length of every phoneme is inside it. We ask for that tensor too by
appending an output to the model's bytes: protobuf merges repeated messages, so nothing is rewritten.
Model: hexgrad/Kokoro-82M (Apache-2.0), "StyleTTS 2", arXiv 2306.07691. Sound comes at 24 kHz.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError
from yingxi.sound.phonemes import LONGEST, Spoken, to_tokens
from yingxi.sound.voice import RATE, Samples, Speech, Word, find_voice

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL_RATE = 24000
HOP = 600
"""Samples at 24 kHz of one step of a phoneme's length."""

_LENGTHS = "/encoder/Clip_output_0"


class KokoroVoice:
    """Speaks Chinese and English with the voices of `voices()`."""

    def speak(self, text: str, voice: str, speed: float = 1.0) -> Speech:
        """`text` in one go; a text too long for the model is spoken sentence by sentence."""
        card = find_voice(voice)
        words = _read(text, card.id)
        speeches = [_speak_words(part, card.id, speed * card.pace) for part in _portions(words)]
        return _join(speeches, speed)


def is_installed() -> bool:
    """Whether model and voices are on this machine."""
    from yingxi.store.packs import find_pack

    return find_pack("kokoro-model") is not None and find_pack("kokoro-voices") is not None


def _read(text: str, voice: str) -> tuple[Spoken, ...]:
    from yingxi.sound.english import read_english
    from yingxi.sound.mandarin import read_mandarin

    if any("\u3400" <= char <= "\u9fff" for char in text):
        return read_mandarin(text)
    return read_english(text, "en-gb" if voice.startswith("b") else "en-us")


def _portions(words: Sequence[Spoken]) -> list[list[Spoken]]:
    """Words in groups that the model can take, cut at marks where there are any."""
    portions: list[list[Spoken]] = [[]]
    size = 0
    for word in words:
        ends_sentence = not word.text and word.phonemes.strip() in {".", "!", "?"}
        if size + len(word.phonemes) > LONGEST or (ends_sentence and size > LONGEST // 2):
            portions.append([])
            size = 0
        portions[-1].append(word)
        size += len(word.phonemes)
    return [portion for portion in portions if any(word.text for word in portion)]


def _speak_words(words: Sequence[Spoken], voice: str, speed: float) -> Speech:
    tokens, spans, missing = to_tokens(words)
    style = _style(voice)[min(len(tokens), LONGEST)][None]
    sound, lengths = _session().run(
        None,
        {
            "tokens": np.concatenate([[0], tokens, [0]]).astype(np.int64)[None],
            "style": style,
            "speed": np.array([speed], np.float32),
        },
    )
    unsaid = " ".join(word.text for word in words if word.text and not word.phonemes.strip()) or missing
    notes = (f"not spoken / 未读出: {unsaid}",) if unsaid else ()
    return Speech(
        samples=_to_film_rate(np.asarray(sound).ravel()),
        words=_time_words(words, spans, np.asarray(lengths).ravel()),
        speed=speed,
        notes=notes,
    )


def _time_words(
    words: Sequence[Spoken], spans: Sequence[tuple[int, int]], lengths: NDArray[np.float32]
) -> tuple[Word, ...]:
    """When each written word is heard. The model's first and last token are silence."""
    edges = np.concatenate([[0.0], np.cumsum(lengths)]) * HOP / MODEL_RATE
    return tuple(
        Word(text=word.text, start_s=float(edges[first + 1]), end_s=float(edges[last + 1]))
        for word, (first, last) in zip(words, spans, strict=True)
        if word.text
    )


def _join(speeches: Sequence[Speech], speed: float) -> Speech:
    """Speeches one after another, as one."""
    words: list[Word] = []
    start = 0.0
    for speech in speeches:
        words += [
            replace(word, start_s=word.start_s + start, end_s=word.end_s + start) for word in speech.words
        ]
        start += speech.seconds
    sounds = [np.zeros(0, np.float32), *(speech.samples for speech in speeches)]
    return Speech(
        samples=np.concatenate(sounds),
        words=tuple(words),
        speed=speed,
        notes=tuple(dict.fromkeys(note for speech in speeches for note in speech.notes)),
    )


def _to_film_rate(sound: NDArray[np.float32]) -> Samples:
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(sound, RATE // MODEL_RATE, 1), np.float32)


@cache
def _session() -> "InferenceSession":
    """The model, loaded once a process; one thread, so that its sums come in one order."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = True
    model = _pack("kokoro-model").read_bytes() + _extra_output(_LENGTHS)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _extra_output(name: str) -> bytes:
    """Protobuf bytes that add an output to an ONNX model: ModelProto.graph(7).output(12).name(1)."""
    return _message(7, _message(12, _message(1, name.encode())))


def _message(number: int, body: bytes) -> bytes:
    """A length-delimited protobuf field with a body shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(body)]) + body


@cache
def _style(voice: str) -> NDArray[np.float32]:
    """How a voice sounds for each number of phonemes: (510, 256)."""
    path = _pack("kokoro-voices") / f"{voice}.bin"
    if not path.is_file():
        raise YingxiError(f"voice file {path.name} is not in the pack kokoro-voices; run 'make setup'")
    return np.fromfile(path, np.float32).reshape(-1, 256)


def _pack(name: str) -> Path:
    from yingxi.store.packs import find_pack

    path: Any = find_pack(name)
    if path is None:
        raise YingxiError(f"pack '{name}' is not installed; run 'make setup' (see yingxi doctor)")
    return Path(path)
