"""How English is said: eSpeak NG's phonemes, rewritten in the few that Kokoro learnt."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from yingxi.film.errors import YingxiError
from yingxi.sound.phonemes import Spoken

_REWRITES = (
    ("aɪə", "Iə"),
    ("aʊə", "Wə"),
    ("oʊ", "O"),
    ("əʊ", "Q"),
    ("aɪ", "I"),
    ("eɪ", "A"),
    ("aʊ", "W"),
    ("ɔɪ", "Y"),
    ("dʒ", "ʤ"),
    ("tʃ", "ʧ"),
    ("əl", "ᵊl"),
    ("l̩", "ᵊl"),
    ("n̩", "ᵊn"),
    ("ɜːɹ", "ɜɹ"),
    ("ɜː", "ɜɹ"),
    ("ɚ", "əɹ"),
    ("iːɹ", "ɪɹ"),
    ("oːɹ", "ɔɹ"),
    ("oː", "ɔ"),
    ("ɐ", "ə"),
    ("ɾ", "T"),
    ("ʔ", "t"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɬ", "l"),
    ("ː", ""),
    ("ʲ", ""),
    ("̃", ""),
    ("̩", ""),
    ("̪", ""),
)
_CLAUSE = re.compile(r"((?:[^,.;:!?—…\"“”()]|(?<=\d)[.,:](?=\d))+)|([,.;:!?—…]+|[\"“”()])")
_WORD = re.compile(r"\S+")
_MARKS = {"—": ",", "…": ".", "“": "", "”": "", '"': "", "(": ",", ")": ","}


def read_english(text: str, accent: str = "en-us") -> tuple[Spoken, ...]:
    """The words of `text` with what each sounds like; marks are words without text."""
    spoken: list[Spoken] = []
    for clause, mark in _CLAUSE.findall(_plain(text)):
        if mark:
            spoken.append(Spoken(text="", phonemes=_MARKS.get(mark[0], mark[0]) + " "))
        elif clause.strip():
            spoken += _read_clause(clause.strip(), accent)
    return tuple(spoken)


@lru_cache(maxsize=512)
def say_latin(word: str, accent: str = "en-us") -> str:
    """Phonemes of one Latin word inside a Chinese sentence; none where espeak-ng is missing."""
    if shutil.which("espeak-ng") is None:
        return ""
    return _to_kokoro(_espeak(word, accent)).replace("\n", " ")


def _read_clause(clause: str, accent: str) -> list[Spoken]:
    """Words of a clause, said together (so that weak forms are weak) and told apart again."""
    words = _WORD.findall(clause)
    together = _to_kokoro(_espeak(clause, accent)).replace("\n", " ")
    alone = [_to_kokoro(line) for line in _espeak("\n\n".join(words), accent).split("\n")]
    if len(alone) != len(words):
        alone = words
    cuts = _word_ends(alone, together)
    starts = [0, *cuts[:-1]]
    return [
        Spoken(text=word, phonemes=together[start:end])
        for word, start, end in zip(words, starts, cuts, strict=True)
    ]


def _word_ends(alone: list[str], together: str) -> list[int]:
    """Where each word ends in a clause whose words flow into each other ("of the" becomes one)."""
    joined = " ".join(alone)
    matcher = SequenceMatcher(None, joined, together, autojunk=False)
    ends, place = [], 0
    for word in alone:
        place += len(word) + 1
        ends.append(_carry_over(min(place, len(joined)), matcher.get_opcodes()))
    ends[-1] = len(together)
    return ends


def _carry_over(place: int, opcodes: Sequence[tuple[str, int, int, int, int]]) -> int:
    """The place in the second string that answers to `place` in the first."""
    for _, first, last, other_first, other_last in opcodes:
        if first <= place <= last and last > first:
            share = (place - first) / (last - first)
            return other_first + round(share * (other_last - other_first))
    return opcodes[-1][4] if opcodes else 0


def _to_kokoro(ipa: str) -> str:
    for old, new in _REWRITES:
        ipa = ipa.replace(old, new)
    return ipa.strip()


def _plain(text: str) -> str:
    """Straight apostrophes, and titles without the points that would part clauses."""
    return re.sub(r"\b(Mr|Mrs|Dr|St)\.", r"\1", text.replace("’", "'"))


def _espeak(text: str, accent: str) -> str:
    """eSpeak NG's International Phonetic Alphabet for `text`, a clause a line."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise YingxiError(
            "no espeak-ng on this machine, which English narration needs; "
            "install it (Debian: apt-get install espeak-ng) or choose a Chinese voice"
        )
    call = [program, "-q", "--ipa", "-v", accent, "--", text]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise YingxiError(f"espeak-ng could not read '{text[:40]}': {done.stderr.strip()[:200]}")
    return "\n".join(line.strip() for line in done.stdout.strip().splitlines())
