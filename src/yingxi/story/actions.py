"""Action paragraphs of a screenplay: what is seen, in words that can be edited and found again."""

from collections.abc import Sequence

from yingxi.film.terms import Language
from yingxi.story.passages import Passage
from yingxi.story.reading import Reading
from yingxi.story.shelf import load
from yingxi.story.things import Thing


def action_paragraph(
    things: Sequence[Thing],
    place: str,
    passage: Passage,
    reading: Reading,
    turn: int,
    added: Sequence[str] = (),
) -> str:
    """One paragraph that names the place, the light and every thing seen. `turn` varies its form."""
    language = reading.language
    light = light_words(passage, reading)
    seen = join_words([*(spoken_name(thing, language) for thing in things), *added], language)
    forms = load("paragraphs")[language]
    rows = forms["with_things" if things or added else "empty"]
    text: str = rows[turn % len(rows)].format(place=place_name(place, language), light=light, things=seen)
    return text[:1].upper() + text[1:]


def light_words(passage: Passage, reading: Reading) -> str:
    """The season where the text names any, the hour and the weather, in a few words."""
    table = load("paragraphs")[reading.language]
    season = table["seasons"][passage.season] if reading.names_seasons else ""
    parts = (season, table["hours"][passage.hour], table["weathers"][passage.weather])
    return str(table["comma"]).join(part for part in parts if part)


def spoken_name(thing: Thing, language: Language) -> str:
    """A thing as an action paragraph names it: its words, and its name where it has one."""
    if language == "en":
        return thing.name or f"the {thing.words.lower()}"
    if thing.name and thing.name != thing.words:
        return f"{thing.words}{thing.name}"
    return thing.words


def join_words(words: Sequence[str], language: Language) -> str:
    """A list in words: 甲、乙和丙; the a, the b and the c."""
    if len(words) < 2:
        return "".join(words)
    joint, last = ("、", "和") if language == "zh" else (", ", " and ")
    return joint.join(words[:-1]) + last + words[-1]


def place_name(place: str, language: Language) -> str:
    """A place inside a sentence."""
    has_article = place.lower().startswith(("the ", "a ", "an ")) or place[:1].isupper()
    return place if language == "zh" or has_article else f"the {place}"


def name_of(thing: Thing, language: Language) -> str:
    """How a line of description calls a thing: its name, else its words with an English article."""
    if thing.name:
        return thing.name
    return thing.words if language == "zh" else f"the {_one_of(thing.words.lower())}"


def _one_of(words: str) -> str:
    """The singular of a plural noun, so that a sentence about it holds."""
    first, _, last = words.rpartition(" ")
    irregular = {"people": "crowd", "children": "child", "men": "man", "women": "woman", "leaves": "leaf"}
    single = irregular.get(last) or (
        last[:-3] + "y"
        if last.endswith("ies")
        else last[:-2]
        if last.endswith(("ches", "shes", "xes", "sses"))
        else last[:-1]
        if last.endswith("s") and not last.endswith(("ss", "us", "is"))
        else last
    )
    return f"{first} {single}".strip()
