"""What can go wrong, in one line: what was got, what is allowed, what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class YingxiError(Exception):
    """A failure with a one-line message for the person; the program ends with exit code 1."""

    exit_code = 1


class UsageError(YingxiError):
    """The request itself cannot be honoured as asked; the program ends with exit code 2."""

    exit_code = 2


def unknown(what: str, got: str, allowed: Iterable[str], see: str = "") -> UsageError:
    """An error naming what was got, the nearest allowed word, and where the list is."""
    names = list(allowed)
    near = get_close_matches(got, names, n=1, cutoff=0.4)
    hint = f"did you mean '{near[0]}'?" if near else "allowed: " + ", ".join(names)
    return UsageError(f"unknown {what} '{got}'; {hint}" + (f" ({see})" if see else ""))
