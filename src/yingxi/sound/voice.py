"""The seam between a film and whatever speaks its lines: text in, samples and word times out."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import unknown
from yingxi.film.terms import Language

Samples = NDArray[np.float32]
RATE = 48000
"""Samples a second of everything this department delivers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word and when it is heard, in seconds from the start of its speech."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Speech:
    """One spoken line: mono samples at 48 kHz, its words, and what should be said about how it was made."""

    samples: Samples
    words: tuple[Word, ...]
    speed: float = 1.0
    notes: tuple[str, ...] = field(default=())

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE


class Voice(Protocol):
    """Anything that can speak a line."""

    def speak(self, text: str, voice: str, speed: float = 1.0) -> Speech:
        """`text` in the voice named `voice`; `speed` 1 is natural, above is faster."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceCard:
    """One voice that a person can ask for. `moods` are those it is cast for when nobody chooses."""

    id: str
    language: Language
    gender: Literal["female", "male"]
    name: str
    temper: str
    pace: float = 1.0
    moods: tuple[str, ...] = ()


def find_voice(name: str) -> VoiceCard:
    """The voice called `name` (id or name); unknown ones are refused with the nearest."""
    cards = voices()
    wanted = name.strip().lower()
    for card in cards:
        if wanted in (card.id.lower(), card.name.lower()):
            return card
    raise unknown("voice", name, [card.id for card in cards])


def cast_voice(language: Language, mood: str = "") -> VoiceCard:
    """The voice that suits the film when nobody asked for one."""
    cards = [card for card in voices() if card.language == language]
    for card in cards:
        if mood in card.moods:
            return card
    return cards[0]


def voices(language: Language | None = None) -> tuple[VoiceCard, ...]:
    """All voices, the best of each language first."""
    return tuple(card for card in _CARDS if language in (None, card.language))


def _card(id: str, name: str, temper: str, pace: float = 1.0, moods: tuple[str, ...] = ()) -> VoiceCard:
    """A Kokoro voice: its id's first letter is the language, the second the gender."""
    return VoiceCard(
        id=id,
        language="zh" if id[0] == "z" else "en",
        gender="female" if id[1] == "f" else "male",
        name=name,
        temper=temper,
        pace=pace,
        moods=moods,
    )


_CARDS: tuple[VoiceCard, ...] = (
    _card(
        "zm_yunjian", "云健", "沉稳有力 / grave and strong", 0.88, ("epic", "tense", "awe", "mysterious")
    ),
    _card(
        "zf_xiaobei",
        "晓北",
        "清亮温和 / clear and warm",
        1.0,
        ("tender", "joyful", "lonely", "comic", "calm"),
    ),
    _card("zm_yunxi", "云希", "年轻明朗 / young and bright"),
    _card("zm_yunyang", "云扬", "端正 / even"),
    _card("zm_yunxia", "云夏", "少年 / boyish"),
    _card("zf_xiaoxiao", "晓晓", "亲切 / kind"),
    _card("zf_xiaoyi", "晓伊", "活泼 / lively"),
    _card("zf_xiaoni", "晓妮", "轻柔 / soft"),
    _card(
        "af_heart",
        "Heart",
        "warm and close / 温暖亲近",
        1.0,
        ("tender", "joyful", "lonely", "comic", "calm"),
    ),
    _card("am_michael", "Michael", "calm and grounded / 沉静", 1.0, ("epic", "tense", "awe", "mysterious")),
    _card("af_bella", "Bella", "full of life / 明快"),
    _card("bf_emma", "Emma", "British, clear / 英音清晰"),
    _card("bm_george", "George", "British, grave / 英音庄重"),
    _card("bf_isabella", "Isabella", "British, soft / 英音轻柔"),
    _card("am_fenrir", "Fenrir", "strong / 有力"),
    _card("am_puck", "Puck", "bright / 明亮"),
    _card("af_nicole", "Nicole", "whispering / 低语"),
    _card("bm_fable", "Fable", "British, storytelling / 英音说书"),
)
