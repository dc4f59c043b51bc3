"""Which of the two languages the program speaks."""

import os
from collections.abc import Mapping, Sequence

LANGUAGES = ("zh", "en")


def split_language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Take `--lang zh`, `--lang=en` out of the arguments, wherever they stand."""
    asked, rest, skip = "", [], False
    for index, word in enumerate(arguments):
        if skip:
            skip = False
        elif word == "--lang" and index + 1 < len(arguments):
            asked, skip = arguments[index + 1], True
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return asked, rest


def choose_language(asked: str = "", environ: Mapping[str, str] = os.environ) -> str:
    """`--lang` first, then YINGXI_LANG, then the locale; English when none says Chinese."""
    if asked and asked not in LANGUAGES:
        from yingxi.cli.failures import stop

        stop(f"unknown language '{asked}'; allowed: zh, en (--lang)")
    names = (asked, *(environ.get(name, "") for name in ("YINGXI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    first = next((name for name in names if name), "en")
    return "zh" if first.lower().startswith("zh") else "en"
