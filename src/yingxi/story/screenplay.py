"""Writing the screenplay by rules."""

import numpy as np

from yingxi.film import Brief, Scene, Screenplay
from yingxi.story.actions import join_words
from yingxi.story.compose import compose_scenes
from yingxi.story.language import count_units
from yingxi.story.passages import Passage
from yingxi.story.prose import choose_title, matter_of
from yingxi.story.reading import Reading, is_order, read_brief
from yingxi.story.tell import tell_scenes
from yingxi.story.treat import treat_scenes

LONGEST_TITLE = {"zh": 10, "en": 6}


def write_screenplay(brief: Brief) -> Screenplay:
    """A screenplay for any text: a synopsis is told sentence by sentence, a few words are composed around."""
    reading = read_brief(brief)
    scenes = _write_scenes(reading, brief)
    return Screenplay(
        title=brief.title or make_title(reading, brief.seed),
        language=reading.language,
        logline=make_logline(reading),
        scenes=scenes,
        writer="rules",
    )


def _write_scenes(reading: Reading, brief: Brief) -> tuple[Scene, ...]:
    if reading.treatment is not None:
        return treat_scenes(reading.treatment, reading, brief)
    return compose_scenes(reading, brief) if is_order(reading) else tell_scenes(reading, brief)


def make_title(reading: Reading, seed: int) -> str:
    """The film's title: the person's few words, a title of its matter, or hero and second subject."""
    if reading.treatment is not None:
        return reading.treatment.title[reading.language]
    text = reading.told.strip("。.!！?？ ")
    units = count_units(text, reading.language)
    if units <= (4 if reading.language == "zh" else 3) and "+" not in text:
        return text if reading.language == "zh" else text.title()
    if reading.synopsis or not is_order(reading):
        return _pair_title(reading) or _cut_title(text, reading)
    whole = Passage(
        text=reading.text,
        things=tuple(range(len(reading.things))),
        set=reading.set,
        hour=reading.hour,
        weather=reading.weather,
        season=reading.season,
    )
    title = choose_title(matter_of(reading, whole), reading.language, np.random.default_rng(seed))
    return title or _pair_title(reading) or _cut_title(text, reading)


def _pair_title(reading: Reading) -> str:
    """Hero and the thing that comes most often beside it: 阿海与蓝鲸, The Robot and the Seed."""
    counts = [sum(at in passage.things for passage in reading.passages) for at in range(len(reading.things))]
    if not counts:
        return ""
    named = [at for at, thing in enumerate(reading.things) if thing.name]
    first = named[0] if named else 0
    others = sorted((at for at in range(len(counts)) if at != first), key=lambda at: -counts[at])
    words = [reading.things[at].name or reading.things[at].words for at in (first, *others[:1])]
    if reading.language == "zh":
        return "与".join(words)
    titled = [word if reading.things[first].name == word else f"the {word}" for word in words]
    return " and ".join(word[:1].upper() + word[1:] if at == 0 else word for at, word in enumerate(titled))


def _cut_title(text: str, reading: Reading) -> str:
    """The first words of the text, cut where it breathes."""
    longest = LONGEST_TITLE[reading.language]
    if reading.language == "zh":
        head = text.split("，")[0].split("。")[0].split("：")[0]
        return head[:longest] or text[:longest]
    return " ".join(text.split()[:longest]).strip(",.:;").title()


def make_logline(reading: Reading) -> str:
    """One sentence on the film, of the person's own words."""
    if is_order(reading):
        return reading.told
    names = [thing.name or thing.words for thing in reading.things[:3]]
    first = reading.passages[0].text
    return first if len(first) <= 60 else join_words(names, reading.language)
