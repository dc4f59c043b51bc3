"""The command line, in Chinese or English by locale, `--lang` or YINGXI_LANG; errors are one line."""

import gc
import os
import sys
from collections.abc import Sequence

from yingxi.cli.language import choose_language, split_language


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `yingxi` with `arguments` (the program's own by default) and leave with its exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported; see _shooting
    gc.set_threshold(200_000, 20, 20)  # dictionaries and pages live to the end: seldom look for garbage
    raw = list(sys.argv[1:] if arguments is None else arguments)
    asked, rest = split_language(raw)
    code = _run(rest, choose_language(asked))
    gc.freeze()  # the process ends: look through nothing once more
    sys.exit(code)


def _run(arguments: list[str], language: str) -> int:
    from yingxi.cli.app import build_app
    from yingxi.cli.failures import explain

    try:
        program = build_app(language)
        return int(program(args=arguments, prog_name="yingxi", standalone_mode=False, obj=language) or 0)
    except Exception as error:  # noqa: BLE001 - the one place where every failure becomes a line
        return explain(error, language)
    except KeyboardInterrupt:
        return explain(KeyboardInterrupt(), language)
