"""A language model writes and directs; the rules stand by and say so when they step in."""

from collections.abc import Mapping
from dataclasses import replace

from yingxi.film import Brief, Screenplay, Storyboard
from yingxi.film.terms import Language
from yingxi.story.board import board_screenplay
from yingxi.story.check import check_brief
from yingxi.story.language import detect_language
from yingxi.story.llm_board import board_draft
from yingxi.story.llm_chat import Endpoint, NoAnswerError, ask, endpoint_from
from yingxi.story.llm_schema import BoardDraft, ScreenplayDraft, scenes_of
from yingxi.story.screenplay import write_screenplay
from yingxi.story.writer import RuleWriter, Writer

_LANGUAGE = {"zh": "Simplified Chinese", "en": "English"}
_WRITE = (
    "You write short films. Answer with JSON only. Every scene has one place and time; action paragraphs "
    "name concrete things that a camera can see; narration lines are spoken, one breath each, plain and "
    "exact, without praise or slogans. The scenes go through establish, introduce, build, climax, resolve."
)
_BOARD = (
    "You are a film director. Answer with JSON only: the shot list of the screenplay. Every scene gets shots "
    "in order; no two neighbouring shots have the same size, angle and subject; screen direction is kept; "
    "films begin and end wide. `subjects` are things and beings in the words of the screenplay, first "
    "the one that the camera serves."
)


class LLMWriter:
    """Writes by an OpenAI-compatible endpoint; falls back to the rules and notes it, with the reason."""

    name = "llm"

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def write(self, brief: Brief) -> Screenplay:
        """A screenplay by the model, or by rules with a note."""
        check_brief(brief)
        language = brief.language or detect_language(brief.prompt)
        try:
            draft = ask(self.endpoint, _WRITE, _order(brief, language), ScreenplayDraft)
        except NoAnswerError as reason:
            return replace(write_screenplay(brief), notes=(fallback_note("write", str(reason), language),))
        return Screenplay(
            title=brief.title or draft.title.strip(),
            language=language,
            logline=draft.logline.strip(),
            scenes=scenes_of(draft),
            writer=f"llm {self.endpoint.model}",
        )

    def board(self, screenplay: Screenplay, brief: Brief) -> Storyboard:
        """A storyboard by the model, made exact by the rules; or by rules alone with a note."""
        from yingxi.story.fountain import to_fountain

        seconds = f"The film lasts {brief.seconds:g} s; shots last about 3 s each, none under 1.8 s.\n\n"
        try:
            draft = ask(self.endpoint, _BOARD, seconds + to_fountain(screenplay), BoardDraft)
            return board_draft(draft, screenplay, brief)
        except NoAnswerError as reason:
            board = board_screenplay(screenplay, brief)
            return replace(
                board, notes=(fallback_note("board", str(reason), screenplay.language), *board.notes)
            )


def choose_writer(environ: Mapping[str, str]) -> Writer:
    """The writer that the environment asks for: a model when URL and model are set, else the rules."""
    endpoint = endpoint_from(environ)
    return RuleWriter() if endpoint is None else LLMWriter(endpoint)


def fallback_note(stage: str, reason: str, language: Language) -> str:
    """Says that the rules stepped in, for the report."""
    if language == "zh":
        work = {"write": "剧本", "board": "分镜"}[stage]
        return f"语言模型没有用上（{reason}），{work}由内置规则完成"
    work = {"write": "screenplay", "board": "storyboard"}[stage]
    return f"the language model was not used ({reason}); the {work} is by the built-in rules"


def _order(brief: Brief, language: Language) -> str:
    units = round(brief.seconds * (4.2 if language == "zh" else 2.4) * 0.5)
    unit = "characters" if language == "zh" else "words"
    look = f" Look: {brief.look}." if brief.look else ""
    return (
        f"Write a film of {brief.seconds:g} seconds in {_LANGUAGE[language]}, with about {units} {unit} of "
        f"narration in all.{look} If the text tells a story, every sentence of it is narrated in its own "
        "words. Text:\n\n"
        f"{brief.prompt}"
    )
