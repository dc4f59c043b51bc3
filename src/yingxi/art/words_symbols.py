"""Which pictogram a keyword names: CLDR annotations in Chinese and English, and the names of the icons."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yingxi.art.words_packs import ICON_PACKS, icon_bodies, pack_json
from yingxi.film.terms import Language

_CATEGORIES = ("Animals & Nature", "Food & Drink", "Travel & Places", "Activities", "Objects")
_BODIES = (
    "-standing",
    "-walking",
    "-running",
    "-dancing",
    "-surfing",
    "-rowing-boat",
    "-climbing",
    "-biking",
    "-cartwheeling",
    "-fencing",
    "-juggling",
    "-golfing",
    "-lifting-weights",
    "-swimming",
    "-in-lotus-position",
    "-bouncing-ball",
    "-kneeling",
    "-mountain-biking",
    "-playing-handball",
)
"""Pictograms of people that show the whole body; busts make bad cut-outs."""
_WHOLE_PEOPLE = (
    "skier",
    "snowboarder",
    "horse-racing",
    "astronaut",
    "ninja",
    "guard",
    "cook",
    "detective",
    "robot",
)
_NOT_THINGS = (
    "button",
    "arrow",
    "clock",
    "oclock",
    "thirty",
    "-suit",
    "card-index",
    "hand-with",
    "face-with",
    "moon-face",
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A pictogram of a pack; `weight` is how directly the keyword means it (1: it is its name)."""

    pack: str
    name: str
    weight: float
    title: str

    @property
    def asset_id(self) -> str:
        """Its id in the art department."""
        return f"relief:{self.pack}:{self.name}"


def symbols_for(keyword: str, language: Language) -> tuple[Symbol, ...]:
    """Pictograms that a keyword means, best first; empty when none does."""
    found = _keyword_index(language).get(keyword, ())
    return found if found or language == "zh" else _by_icon_name(keyword)


def symbol_named(name: str, packs: tuple[str, ...] = ICON_PACKS) -> Symbol | None:
    """The pictogram with this icon name in the best pack that has it."""
    for pack in packs:
        if name in icon_bodies(pack):
            return Symbol(pack, name, 1.0, name.replace("-", " "))
    return None


@cache
def titled_symbols(language: Language) -> tuple[Symbol, ...]:
    """Every pictogram that can be shown, once, with its title in a language."""
    return tuple(Symbol(pack, name, 1.0, title) for pack, name, title, _ in _annotated(language))


@cache
def _keyword_index(language: Language) -> dict[str, tuple[Symbol, ...]]:
    """Keyword -> pictograms, sorted by weight."""
    index: dict[str, list[Symbol]] = {}
    for pack, name, title, keywords in _annotated(language):
        for keyword in dict.fromkeys((title, *keywords)):
            weight = _weight(keyword, title, language)
            index.setdefault(keyword.lower(), []).append(Symbol(pack, name, weight, title))
    return {key: tuple(sorted(found, key=_order)) for key, found in index.items()}


def _weight(keyword: str, title: str, language: Language) -> float:
    """1 for the name, 0.9 for its head (Tokyo tower), less where it goes with it (steam: locomotive)."""
    if keyword == title:
        return 1.0
    if title.endswith(keyword if language == "zh" else f" {keyword}"):
        # 灯 is not what 南瓜灯 means: a short word is not named by a special case of it.
        return 0.9 if language == "en" or len(title) <= 2 * len(keyword) else 0.5
    if language == "en":
        return 0.5
    return 0.7 if keyword in title else 0.58


def _order(symbol: Symbol) -> tuple[float, int, str]:
    return (-symbol.weight, len(symbol.title), symbol.name)


@cache
def _annotated(language: Language) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """(pack, icon, title, keywords) of the showable symbols."""
    data = pack_json("cldr-annotations", f"annotations/{language}/annotations.json")
    if data is None:
        return ()
    names = _showable_icons()
    rows = []
    for character, entry in data["annotations"]["annotations"].items():
        code = "-".join(f"{ord(c):x}" for c in character if c != "️")
        if code in names and "tts" in entry:
            pack, name = names[code]
            rows.append((pack, name, entry["tts"][0], tuple(entry.get("default", ()))))
    return tuple(rows)


def _showable_icons() -> dict[str, tuple[str, str]]:
    """Code point -> (pack, icon) of symbols that show a thing or a whole being."""
    found: dict[str, tuple[str, str]] = {}
    for pack in ICON_PACKS:
        chars, about = pack_json(pack, "chars.json"), pack_json(pack, "metadata.json")
        if not chars or not about:
            continue
        allowed = set(_things(about["categories"]))
        for code, name in chars.items():
            if name in allowed and name in icon_bodies(pack):
                found.setdefault(code.replace("-fe0f", ""), (pack, name))
    return found


def _things(categories: dict[str, list[str]]) -> Iterator[str]:
    for category in _CATEGORIES:
        yield from (n for n in categories.get(category, ()) if not any(part in n for part in _NOT_THINGS))
    for name in categories.get("People & Body", ()):
        if name in _WHOLE_PEOPLE or name.endswith(_BODIES):
            yield name


@cache
def _icon_name_index() -> dict[str, tuple[str, str]]:
    """English name -> (pack, icon) for icons that CLDR does not know (game-icons)."""
    return {name.replace("-", " "): ("game-icons", name) for name in icon_bodies("game-icons")}


def _by_icon_name(phrase: str) -> tuple[Symbol, ...]:
    hit = _icon_name_index().get(phrase)
    return () if hit is None else (Symbol(hit[0], hit[1], 0.8, phrase),)
