"""How Mandarin text is said: numbers read out, words found, tones changed where speech changes them."""

import logging
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import ModuleType

from yingxi.sound.english import say_latin
from yingxi.sound.phonemes import Spoken

_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
_NUMBER = r"\d+(?:[.:：]\d+)*[%％]?年?"
_PIECE = re.compile(rf"({_NUMBER})|([\u3400-\u9fff]+)|([A-Za-z][A-Za-z'’-]*)|(.)", re.DOTALL)
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_MARKS = {
    "，": ", ",
    "、": ", ",
    "。": ". ",
    "．": ". ",
    "！": "! ",
    "？": "? ",
    "；": "; ",
    "：": ": ",
    "…": ".",
    "—": ",",
    "（": ", ",
    "）": ", ",
    ",": ", ",
    ".": ". ",
    "!": "! ",
    "?": "? ",
    ";": "; ",
    ":": ": ",
}
_SYMBOLS = {"&": "和", "+": "加", "℃": "摄氏度", "×": "乘", "=": "等于", "@": "艾特"}
_NUMERALS = "零一二三四五六七八九十百千万亿两第"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word as written, its reading in Hanzi (empty for Latin words and marks)."""

    text: str
    reading: str


def read_mandarin(text: str) -> tuple[Spoken, ...]:
    """The words of `text` with what each sounds like in Kokoro's phonemes; marks are words without text."""
    pieces = _cut(text)
    readings = _syllables(pieces)
    return tuple(_say(piece, syllables) for piece, syllables in zip(pieces, readings, strict=True))


def pinyin_of(text: str) -> str:
    """`text` as pinyin with tone numbers, marks and Latin words as they stand, for a plain synthesiser."""
    pieces = _cut(text)
    spelled = zip(pieces, _syllables(pieces), strict=True)
    return " ".join(
        " ".join(syllables) or _MARKS.get(piece.text, piece.text) for piece, syllables in spelled
    )


def _say(piece: _Piece, syllables: list[str]) -> Spoken:
    if syllables:
        return Spoken(text=piece.text, phonemes=_to_ipa(syllables))
    if piece.text[0].isalpha():
        return Spoken(text=piece.text, phonemes=f" {say_latin(piece.text)} ")
    return Spoken(text="", phonemes=_MARKS.get(piece.text, " " if piece.text.isspace() else ""))


def _cut(text: str) -> list[_Piece]:
    """Words, numbers, Latin words and marks, in order."""
    pieces: list[_Piece] = []
    for number, hanzi, latin, other in _PIECE.findall(text):
        if number:
            pieces.append(_Piece(number, _read_number(number)))
        elif hanzi:
            pieces += [_Piece(word, word) for word in _jieba().lcut(hanzi)]
        else:
            pieces.append(_Piece(latin or other, _SYMBOLS.get(other, "")))
    return pieces


def _read_number(number: str) -> str:
    """A number in Hanzi: years digit by digit, clock times with their units, the rest by value."""
    import cn2an

    clock = _TIME.fullmatch(number)
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        tail = f"{cn2an.an2cn(minute)}分" if minute else "整"
        return f"{cn2an.an2cn(hour)}点{tail}"
    digits = number.rstrip("年%％")
    if number.endswith("年") and len(digits) == 4:
        return digits.translate(_DIGITS) + "年"
    if digits.count(".") > 1 or ":" in digits or "：" in digits or len(digits) > 16:
        return digits.translate(_DIGITS).replace(".", "点").replace(":", "").replace("：", "")
    value = str(cn2an.an2cn(digits))
    return ("百分之" if number[-1] in "%％" else "") + value + ("年" if number.endswith("年") else "")


def _syllables(pieces: list[_Piece]) -> list[list[str]]:
    """Pinyin syllables with tone numbers for each piece, after the tone changes of connected speech."""
    from pypinyin import Style, lazy_pinyin

    words = [
        lazy_pinyin(piece.reading, style=Style.TONE3, neutral_tone_with_five=True) if piece.reading else []
        for piece in pieces
    ]
    changed = [
        _third_tones(_yi_and_bu(piece.reading, word)) for piece, word in zip(pieces, words, strict=True)
    ]
    return _across_words(pieces, changed)


def _yi_and_bu(reading: str, syllables: list[str]) -> list[str]:
    """一 and 不 take the tone that the next syllable asks for (not in numerals)."""
    changed = list(syllables)
    for place, (char, after) in enumerate(pairwise(reading)):
        tone = changed[place + 1][-1]
        if char == "不" and tone == "4":
            changed[place] = "bu2"
        elif (
            char == "一"
            and not (place and reading[place - 1] in _NUMERALS)
            and after not in "二三四五六七八九十零月"
        ):
            changed[place] = "yi2" if tone == "4" else "yi4"
    return changed


def _third_tones(syllables: list[str]) -> list[str]:
    """Of two third tones in a row the first rises."""
    changed = list(syllables)
    for place in range(len(changed) - 2, -1, -1):
        if changed[place].endswith("3") and syllables[place + 1].endswith("3"):
            changed[place] = changed[place][:-1] + "2"
    return changed


def _across_words(pieces: list[_Piece], words: list[list[str]]) -> list[list[str]]:
    """The same changes between a word of one syllable and the next word."""
    for place, (word, after) in enumerate(pairwise(words)):
        if len(word) != 1 or not after:
            continue
        char, tone = pieces[place].reading, after[0][-1]
        if char == "不" and tone == "4":
            words[place] = ["bu2"]
        elif char == "一":
            words[place] = ["yi2" if tone == "4" else "yi4"]
        elif word[0].endswith("3") and tone == "3":
            words[place] = [word[0][:-1] + "2"]
    return words


def _to_ipa(syllables: list[str]) -> str:
    from misaki.zh import ZHG2P

    sounds = "".join(ZHG2P.py2ipa(syllable) for syllable in syllables)
    return sounds.replace(chr(815), "") + " "


@cache
def _jieba() -> ModuleType:
    """The word cutter, quiet, loaded once."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba  # type: ignore[no-any-return]
