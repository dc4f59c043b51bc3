"""The process in which files are read: one request a line on standard input, one answer a line back, as JSON.

JSON and not pickle, because what comes out of this process may be the word of a hostile file.
"""

import json
import os
import sys
from typing import IO, Any


def main() -> None:
    """Serve requests until standard input ends."""
    from yingxi.trust.verify.limits import Limits, allow_seconds, confine

    outlet = take_over_output()
    setup = json.loads(sys.stdin.readline())
    limits = Limits(**setup)
    from yingxi.trust.verify.readers import warm

    warm()
    confine(limits)
    answer(outlet, {"ready": os.getpid()})
    for line in sys.stdin:
        request = json.loads(line)
        allow_seconds(request["seconds"])
        answer(outlet, perform(request, limits))


def perform(request: dict[str, Any], limits: Any) -> dict[str, Any]:
    """Run one reader on one file; gives `value`, or `code` and `detail` of what went wrong."""
    from yingxi.trust.verify.readers import READERS, REFUSALS
    from yingxi.trust.verify.refusal import RefusedError

    try:
        return {"value": READERS[request["step"]](request["path"], limits, request["more"])}
    except RefusedError as refusal:
        return {"code": refusal.code, "detail": str(refusal)}
    except MemoryError:
        return {"code": "memory", "detail": ""}
    except ImportError as error:
        return {"code": "unavailable", "detail": last_line(error)}
    except OSError as error:
        # FFmpeg's own failures come as errors of the system, with numbers that mean nothing there.
        refused = type(error).__module__ == "builtins" and error.errno in REFUSALS
        return {"code": "unreadable" if refused else "damaged", "detail": last_line(error)}
    except Exception as error:  # noqa: BLE001 - the border of the process: readers fail on hostile files in any way
        return {"code": "damaged", "detail": last_line(error)}


def last_line(error: BaseException) -> str:
    """An error in one line of at most 200 characters."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words[-200:]


def answer(outlet: IO[bytes], message: dict[str, Any]) -> None:
    """Send one line."""
    outlet.write(json.dumps(message).encode("utf-8") + b"\n")
    outlet.flush()


def take_over_output() -> IO[bytes]:
    """Keep standard output for answers; whatever a library prints goes to standard error."""
    outlet = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return outlet
