"""Where a sentence may be broken for the eye: at marks, before small words, never inside a word."""

import re
import warnings
from itertools import pairwise

from yingxi.film.terms import Language

STRONG = re.compile(r"[。！？!?…；;]+[”」』\"')]*|\.(?=\s|$)[\"')]*|——+")
WEAK = re.compile(r"[，,：:、]+")
EN_BEFORE = frozenset(
    (
        "and", "but", "or", "so", "yet", "because", "when", "while", "where", "which", "that", "who", "as",
        "if", "than", "with", "in", "on", "at", "to", "for", "from", "of", "by", "into", "over", "under",
    )
)
"""English words before which a line may end."""
ZH_AFTER = frozenset("的了着过地得们吧呢啊吗里上下中")
"""Chinese words that close a phrase: a line may end after them, never before them."""


def split_phrases(text: str, language: Language, room: int) -> list[tuple[int, int]]:
    """Ranges of `text`, in order, each of at most `room` letters and as whole a phrase as can be."""
    ranges = []
    for start, stop in parts(text, 0, len(text), STRONG):
        ranges += fit(text, start, stop, language, room)
    return ranges


def parts(text: str, start: int, stop: int, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    """A range cut after each mark."""
    ends = [found.end() for found in marks.finditer(text, start, stop)]
    borders = sorted({start, *ends, stop})
    return [pair for pair in pairwise(borders) if text[slice(*pair)].strip()]


def fit(text: str, start: int, stop: int, language: Language, room: int) -> list[tuple[int, int]]:
    """One sentence as few ranges that fit: its clauses packed together, long clauses cut between words."""
    if visible(text[start:stop], language) <= room:
        return [(start, stop)]
    pieces = []
    for first, last in parts(text, start, stop, WEAK):
        long = visible(text[first:last], language) > room
        pieces += cut_between_words(text, first, last, language, room) if long else [(first, last)]
    return pack(text, pieces, language, room)


def visible(text: str, language: Language) -> int:
    """Letters that will be seen (Chinese marks at the end are dropped)."""
    return len(text.strip().rstrip("，。；：、,;:") if language == "zh" else text.strip())


def pack(text: str, pieces: list[tuple[int, int]], language: Language, room: int) -> list[tuple[int, int]]:
    """Join neighbours while they fit together."""
    packed = [pieces[0]]
    for first, last in pieces[1:]:
        if visible(text[packed[-1][0] : last], language) <= room:
            packed[-1] = (packed[-1][0], last)
        else:
            packed.append((first, last))
    return packed


def word_borders(text: str, start: int, stop: int, language: Language) -> list[tuple[int, float]]:
    """Places between words with the price of breaking there (lower is better)."""
    if language == "zh":
        return zh_borders(text, start, stop)
    return [
        (found.end(), 0.0 if following(text, found.end()) in EN_BEFORE else 1.0)
        for found in re.finditer(r"\s+|-(?=\w)", text[:stop])
        if found.end() > start
    ]


def following(text: str, place: int) -> str:
    """The word that begins at `place`."""
    return re.split(r"\W", text[place:], maxsplit=1)[0].lower()


def zh_borders(text: str, start: int, stop: int) -> list[tuple[int, float]]:
    """Borders of Chinese words; not before 的 and its like, gladly after them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source has outdated escapes
        import jieba
    jieba.setLogLevel(60)
    place, found = start, []
    words = jieba.lcut(text[start:stop])
    for word, after in zip(words, [*words[1:], ""], strict=True):
        place += len(word)
        if after and after not in ZH_AFTER and place < stop:
            found.append((place, 0.3 if word in ZH_AFTER else 1.0))
    return found


def cut_between_words(
    text: str, start: int, stop: int, language: Language, room: int
) -> list[tuple[int, int]]:
    """A clause longer than `room` in pieces of about one length."""
    pieces = -(-visible(text[start:stop], language) // room)
    borders = word_borders(text, start, stop, language)
    cuts, left = [start], start
    for piece in range(1, pieces + 1):
        if stop - left <= room:
            break
        ideal = left + (stop - left) / max(2, pieces - piece + 1)
        cut = best_border(borders, left, ideal, room)
        cuts.append(cut)
        left = cut
    while stop - left > room:
        left += room
        cuts.append(left)
    return list(pairwise([*cuts, stop]))


def best_border(borders: list[tuple[int, float]], left: int, ideal: float, room: int) -> int:
    """The border nearest to the ideal place, small prices preferred; a hard cut where there is none."""
    reachable = [(place, price) for place, price in borders if left < place <= left + room]
    if not reachable:
        return left + room
    return min(reachable, key=lambda border: abs(border[0] - ideal) + 4 * border[1])[0]


def line_price(border: tuple[int, float], length: int, room: int) -> float:
    """How bad two lines parted at this border are: letters past `room` first, then uneven lengths."""
    place, price = border
    longest = max(place - 1, length - place)
    return 100 * max(0, longest - room) + abs(place - length / 2) + 4 * price


def break_lines(text: str, language: Language, room: int, lines: int) -> str:
    """The text of one cue, in two lines of about one length when it is longer than one."""
    if len(text) <= room or lines < 2:
        return text
    borders = word_borders(text, 0, len(text), language)
    if not borders:
        return text
    cut = min(borders, key=lambda border: line_price(border, len(text), room))[0]
    return f"{text[:cut].rstrip()}\n{text[cut:].lstrip()}"
