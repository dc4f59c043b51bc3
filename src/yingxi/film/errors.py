"""What can go wrong, in one line: what was got, what is allowed, what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class YingxiError(Exception):
    """A failure with a one-line message for the person; the program ends with exit code 1.

    `zh` is the same line in Chinese; without it the English one is shown to everybody.
    """

    exit_code = 1

    def __init__(self, *message: object, zh: str = "") -> None:
        super().__init__(*message)
        self.zh = zh

    def said(self, language: str) -> str:
        """The line in the person's language."""
        return self.zh if language == "zh" and self.zh else str(self)


class UsageError(YingxiError):
    """The request itself cannot be honoured as asked; the program ends with exit code 2."""

    exit_code = 2


def unknown(what: str, got: str, allowed: Iterable[str], see: str = "", *, zh: str = "") -> UsageError:
    """An error naming what was got, the nearest allowed word, where the list is; `zh`: `what` in Chinese."""
    names = list(allowed)
    near = get_close_matches(got, names, n=1, cutoff=0.4)
    hint = f"did you mean '{near[0]}'?" if near else "allowed: " + ", ".join(names)
    chinese = f"是不是“{near[0]}”？" if near else "可以用：" + "、".join(names)
    where = f" ({see})" if see else ""
    return UsageError(
        f"unknown {what} '{got}'; {hint}{where}", zh=f"没有{zh or what}“{got}”；{chinese}{where}"
    )
