"""Every failure is one line: what was got, what is allowed, what to do."""

import os
import sys
import traceback
from typing import NoReturn


def explain(error: BaseException, language: str) -> int:
    """Print one line for the error and return the exit code; YINGXI_DEBUG=1 adds the traceback."""
    if os.environ.get("YINGXI_DEBUG"):
        traceback.print_exception(error)
    code, line = _line(error, language)
    if line:
        print(line, file=sys.stderr)
    return code


def stop(line: str, code: int = 2) -> NoReturn:
    """Say one line and leave."""
    print(f"yingxi: {line}", file=sys.stderr)
    sys.exit(code)


def _line(error: BaseException, language: str) -> tuple[int, str]:
    from typer import Abort, Exit
    from typer.exceptions import TyperException

    from yingxi.film.errors import YingxiError

    if isinstance(error, (KeyboardInterrupt, Abort)):
        stopped = {
            "zh": "已停止；做好的都在，再运行一次即可接着做",
            "en": "stopped; all that was made is kept, run again to go on",
        }
        return 130, f"yingxi: {stopped[language]}"
    if isinstance(error, Exit):
        return error.exit_code, ""
    if isinstance(error, TyperException):
        return getattr(error, "exit_code", 2), f"yingxi: {_message(error)} (yingxi --help)"
    if isinstance(error, YingxiError):
        return error.exit_code, f"yingxi: {error.said(language)}"
    if isinstance(error, OSError) and error.strerror:
        return 1, f"yingxi: {error.strerror}: {error.filename or ''}"
    if isinstance(error, MemoryError):
        return 1, "yingxi: out of memory; use a smaller --size or --jobs 1"
    again = {
        "zh": "这是我们的错误；请用 YINGXI_DEBUG=1 再运行并报告",
        "en": "this is our fault; run with YINGXI_DEBUG=1 and report it",
    }
    return 1, f"yingxi: {type(error).__name__}: {' '.join(str(error).split())} ({again[language]})"


def _message(error: BaseException) -> str:
    """What the parser of the command line says, without its line breaks."""
    said = getattr(error, "format_message", lambda: str(error))()
    return " ".join(str(said).split())
