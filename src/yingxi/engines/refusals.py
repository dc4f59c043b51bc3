"""Why an engine cannot shoot a shot, in one line that names those which can."""

from collections.abc import Iterator
from typing import Any

from yingxi.engines.capabilities import Capabilities, length_on_grid, longest_pass
from yingxi.engines.protocol import Engine
from yingxi.engines.registry import engine_names, find_engine
from yingxi.engines.settings import read_settings
from yingxi.film import Inputs, Shot, Storyboard
from yingxi.film.errors import UsageError, YingxiError


def check_shot(engine: Engine, settings: Any, shot: Shot, board: Storyboard) -> None:
    """UsageError when the engine lacks something here or cannot honour the shot; nothing is dropped."""
    can = engine.capabilities_with(settings)
    for lack in engine.lacks(settings):
        raise UsageError(f"engine '{can.name}' cannot shoot here: {lack.what[1]}; {lack.get[1]}")
    for reason in reasons_against(can, shot, board):
        others = engines_that_can(shot, board, besides=can.name)
        instead = f"; these can: {', '.join(others)} (engine: in storyboard.yaml, or --engine)"
        raise UsageError(f"shot {shot.number}: engine '{can.name}' {reason}{instead if others else ''}")


def engines_that_can(shot: Shot, board: Storyboard, besides: str = "") -> tuple[str, ...]:
    """The installed engines that lack nothing here and can honour the shot with their standard options."""
    return tuple(name for name in engine_names() if name != besides and can_shoot(name, shot, board))


def can_shoot(name: str, shot: Shot, board: Storyboard) -> bool:
    """Whether the engine of that name could shoot the shot here, now, with its standard options."""
    try:
        engine = find_engine(name)
        settings = read_settings(engine, {})
        can = engine.capabilities_with(settings)
        return not engine.lacks(settings) and not next(reasons_against(can, shot, board), "")
    except YingxiError:
        return False


def reasons_against(can: Capabilities, shot: Shot, board: Storyboard) -> Iterator[str]:
    """What of a shot goes beyond the capabilities, each with what is allowed."""
    yield from against_size(can, (board.width, board.height))
    yield from against_inputs(can, shot.inputs)
    yield from against_length(can, shot)
    if can.fps and board.fps not in can.fps:
        yield f"makes {' or '.join(map(str, can.fps))} frames a second, got {board.fps} (--fps)"


def against_size(can: Capabilities, size: tuple[int, int]) -> Iterator[str]:
    """What speaks against a picture size."""
    got, (least, most) = "{}x{}".format(*size), (can.smallest, can.largest)
    if can.sizes and size not in can.sizes:
        yield f"makes {', '.join('{}x{}'.format(*one) for one in can.sizes)}, got {got} (--size)"
    elif not all(low <= side <= high for low, side, high in zip(least, size, most, strict=True)):
        allowed = "{}x{} to {}x{}".format(*least, *most)
        yield f"cannot make {got}; allowed: {allowed} (--size)"
    elif any(side % can.step for side in size):
        near = "{}x{}".format(*(max(can.step, round(side / can.step) * can.step) for side in size))
        yield f"needs sizes in steps of {can.step}, got {got}; the nearest is {near} (--size)"


def against_inputs(can: Capabilities, inputs: Inputs) -> Iterator[str]:
    """What speaks against the pictures and words that a shot is to start from."""
    for name in can.requires:
        if not getattr(inputs, name):
            yield f"needs a '{name}' (inputs: in storyboard.yaml)"
    for name in ("start", "end", "video", "references", "negative"):
        if getattr(inputs, name) and name not in can.inputs:
            allowed = ", ".join(can.inputs) or "none"
            yield f"takes no '{name}' (inputs: in storyboard.yaml); it takes: {allowed}"


def against_length(can: Capabilities, shot: Shot) -> Iterator[str]:
    """A shot longer than one pass needs a start frame to go on from; else it must be split."""
    most = longest_pass(can)
    if most and shot.length > most and "start" not in can.inputs:
        yield (
            f"makes at most {most} frames in one go and cannot go on from a start frame; the shot has "
            f"{shot.length}: split it in storyboard.yaml"
        )
    elif most and length_on_grid(can, 1) > most:
        yield f"makes no length between {can.shortest} and {can.longest} frames"
