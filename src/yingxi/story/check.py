"""What a brief must satisfy before anybody writes a word."""

from yingxi.film import Brief, UsageError
from yingxi.film.terms import Language
from yingxi.story.language import detect_language

LONGEST_PROMPT = 4000
RATES = (12, 15, 16, 20, 24, 25, 30, 48, 50, 60)
SECONDS = (2.0, 1800.0)
WIDTHS = (64, 7680)
HEIGHTS = (64, 4320)


def check_brief(brief: Brief) -> None:
    """Raises UsageError with one line for the first thing in the brief that cannot be honoured."""
    language = brief.language or detect_language(brief.prompt)
    _check_prompt(brief.prompt, language)
    _check_length(brief.seconds, language)
    _check_size(brief.width, brief.height, language)
    _check_rate(brief.fps, language)
    if brief.look:
        from yingxi.story.casting import find_look

        find_look(brief.look)


def _check_prompt(prompt: str, language: Language) -> None:
    if len(prompt) > LONGEST_PROMPT:
        raise UsageError(
            _say(
                language,
                f"the prompt has {len(prompt):,} characters; at most {LONGEST_PROMPT:,} are read: shorten it",
                f"文字有 {len(prompt):,} 个字符，最多 {LONGEST_PROMPT:,} 个：请缩短",
            )
        )
    if not any(ch.isalnum() for ch in prompt):
        shown = prompt.strip()[:20]
        raise UsageError(
            _say(
                language,
                f"the prompt '{shown}' has no words; write at least one word, such as 'red balloon'",
                f"“{shown}”里没有文字；请至少写一个词，例如“红气球”",
            )
        )


def _check_length(seconds: float, language: Language) -> None:
    low, high = SECONDS
    if not low <= seconds <= high:
        raise UsageError(
            _say(
                language,
                f"a film of {seconds:g} seconds is not possible; --seconds takes {low:g} to {high:g}",
                f"不能拍 {seconds:g} 秒的片子；--seconds 可取 {low:g} 到 {high:g}",
            )
        )


def _check_size(width: int, height: int, language: Language) -> None:
    fits = WIDTHS[0] <= width <= WIDTHS[1] and HEIGHTS[0] <= height <= HEIGHTS[1]
    if fits and width % 2 == 0 and height % 2 == 0:
        return
    raise UsageError(
        _say(
            language,
            f"size {width}x{height} is not possible; even numbers from {WIDTHS[0]}x{HEIGHTS[0]} "
            f"to {WIDTHS[1]}x{HEIGHTS[1]}, such as 1920x1080",
            f"尺寸 {width}x{height} 不行；宽高须为偶数，从 {WIDTHS[0]}x{HEIGHTS[0]} "
            f"到 {WIDTHS[1]}x{HEIGHTS[1]}，例如 1920x1080",
        )
    )


def _check_rate(fps: int, language: Language) -> None:
    if fps not in RATES:
        allowed = ", ".join(str(rate) for rate in RATES)
        raise UsageError(
            _say(
                language,
                f"{fps} frames a second is not possible; --fps takes {allowed}",
                f"帧率 {fps} 不行；--fps 可取 {allowed}",
            )
        )


def _say(language: Language, english: str, chinese: str) -> str:
    return chinese if language == "zh" else english
