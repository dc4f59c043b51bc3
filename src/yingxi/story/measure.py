"""Measuring how much of what a text names can be seen in its storyboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yingxi.film import Brief, Shot, Storyboard
from yingxi.film.terms import Language
from yingxi.story import casting
from yingxi.story.language import detect_language
from yingxi.story.setting import find_place, nearest_set, read_setting
from yingxi.story.shelf import load
from yingxi.story.writer import RuleWriter


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """What of a prompt's nouns is seen: `shown` maps each to how, `missing` are the others."""

    id: str
    shots: int
    speech: float
    shown: Mapping[str, str]
    missing: tuple[str, ...]


def measure_prompt(prompt_id: str, brief: Brief, nouns: Sequence[str]) -> Coverage:
    """Writes and boards a brief by rules, and looks for every noun in its shots."""
    from yingxi.story.narration import speech_share

    writer = RuleWriter()
    board = writer.board(writer.write(brief), brief)
    seen = {noun: how_shown(noun, board) for noun in nouns}
    return Coverage(
        id=prompt_id,
        shots=len(board.shots),
        speech=speech_share(board.narration, board.frames, board.fps, board.language),
        shown={noun: how for noun, how in seen.items() if how},
        missing=tuple(noun for noun, how in seen.items() if not how),
    )


def how_shown(noun: str, board: Storyboard) -> str:
    """How a noun is seen in a storyboard (subject, relief, set, light, in the set); empty when it is not."""
    language = detect_language(noun)
    words = noun.lower()
    for shot in board.shots:
        for subject in shot.subjects:
            if subject.asset and (words in subject.words.lower() or subject.words.lower() in words):
                return _kind(subject.asset)
    if any(
        noun in load("recipes")["cues"].get(item.asset, ()) for shot in board.shots for item in shot.subjects
    ):
        return "subject"
    match = casting.cast_word(noun, language)
    assets = {subject.asset for shot in board.shots for subject in shot.subjects}
    if match is not None and match.asset in assets:
        return _kind(match.asset)
    return _in_place(noun, language, board, match.asset if match is not None else "")


def _in_place(noun: str, language: Language, board: Storyboard, asset: str) -> str:
    """Whether the sets or the light of the shots show a noun."""
    sets = {shot.set for shot in board.shots}
    place = find_place(noun, language)
    wanted = {asset, nearest_set(asset) if asset else "", nearest_set(place[1]) if place else ""}
    if sets & wanted:
        return "set"
    held = {item for set_id in sets for item in load("sets")["holds"].get(set_id, ())}
    if held & {asset, place[1] if place else "", noun}:
        return "in the set"
    if load("sets")["grounds"][language].get(noun.lower()) in sets:
        return "set"
    said = read_setting(noun, language)
    if noun.lower() in load("sets")["night_sky"]:
        return "light" if any(_has_stars(shot) for shot in board.shots) else ""
    lit = any(
        (said.hour and said.hour == shot.hour)
        or (said.weather and said.weather == shot.weather)
        or (said.season and said.season == shot.season)
        for shot in board.shots
    )
    return "light" if lit else ""


def _has_stars(shot: Shot) -> bool:
    """Whether the sky of a shot shows stars: a clear night out of doors."""
    return shot.hour == "night" and shot.weather == "clear" and shot.set not in load("sets")["no_sky"]


def _kind(asset: str) -> str:
    return "relief" if asset.startswith("relief:") else "subject"
