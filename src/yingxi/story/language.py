"""Chinese and English as a narrator needs them: which one, how many sentences, how long to say."""

import re

from yingxi.film.terms import Language

CHARACTERS_PER_SECOND = 4.2
WORDS_PER_SECOND = 2.4
LONGEST_LINE = {"zh": 26, "en": 19}
"""Characters or words of one spoken line; longer sentences are split where they breathe."""

_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"(?<=[。！？!?；;…])[”’」』\"]?|(?<=[a-z0-9)][.])[\"”]?(?=\s|$)|\n+")
_BREATHS = re.compile(r"(?<=[，、：—,:])\s*")


def detect_language(text: str) -> Language:
    """'zh' if Chinese characters carry the text, else 'en'; one hanzi counts about half a word."""
    hanzi = len(_HANZI.findall(text))
    words = len(_WORD.findall(text))
    return "zh" if hanzi and hanzi >= words * 1.2 else "en"


def count_units(text: str, language: Language) -> int:
    """Characters (zh) or words (en) of a text, as limits and titles count them."""
    hanzi, words = len(_HANZI.findall(text)), len(_WORD.findall(text))
    digits = sum(len(run) for run in _DIGITS.findall(text))
    return hanzi + words * 2 + digits if language == "zh" else words + digits + hanzi


def speech_seconds(text: str, language: Language) -> float:
    """How long a calm voice takes: 4.2 hanzi or 2.4 words a second, and a breath at each comma."""
    hanzi, words = len(_HANZI.findall(text)), len(_WORD.findall(text))
    digits = sum(len(run) for run in _DIGITS.findall(text))
    spoken = (hanzi + digits) / CHARACTERS_PER_SECOND + words / WORDS_PER_SECOND
    inner = len(re.findall(r"[，、：；,;:—。.](?=.)", text.strip()))
    return spoken + 0.12 * inner


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text with their own punctuation; blank ones are left out."""
    parts = [part.strip() for part in _ENDS.split(text) if part and part.strip()]
    joined: list[str] = []
    for part in parts:
        if joined and not _speakable(part):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def split_clauses(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence, cut after commas, colons and the Chinese pause mark."""
    parts = [part.strip() for part in _BREATHS.split(sentence)]
    return tuple(part for part in parts if _speakable(part))


def split_line(sentence: str, language: Language) -> tuple[str, ...]:
    """A sentence as spoken lines of at most about LONGEST_LINE units, cut only where it breathes."""
    longest = LONGEST_LINE[language]
    if count_units(sentence, language) <= longest:
        return (sentence,)
    lines: list[str] = []
    for clause in _BREATHS.split(sentence):
        room = lines and count_units(lines[-1] + clause, language) <= longest
        if room:
            lines[-1] = _join(lines[-1], clause, language)
        else:
            lines.append(clause)
    return tuple(_merge_scraps(lines, language))


def _merge_scraps(lines: list[str], language: Language) -> list[str]:
    """Lines too short to stand alone join the one before."""
    least = 5 if language == "zh" else 4
    merged: list[str] = []
    for line in lines:
        if merged and (count_units(line, language) < least or count_units(merged[-1], language) < least):
            merged[-1] = _join(merged[-1], line, language)
        elif line.strip():
            merged.append(line)
    return merged


def _join(left: str, right: str, language: Language) -> str:
    return left + right if language == "zh" else f"{left} {right}"


def _speakable(text: str) -> bool:
    return any(ch.isalnum() for ch in text)
