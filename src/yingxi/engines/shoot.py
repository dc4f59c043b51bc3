"""The job that a farm runs: one take of one shot by the engine of that name."""

from dataclasses import replace

from yingxi.engines.protocol import Options
from yingxi.engines.registry import find_engine
from yingxi.farm import report
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError


def shoot(engine_name: str, shot: Shot, board: Storyboard, options: Options) -> Take:
    """Render one take in this process, telling the farm after each frame how far it is."""
    engine = find_engine(engine_name)
    refuse_what_it_cannot(engine_name, shot, board)
    return engine.render(shot, replace(board, narration=()), options, lambda done, total: report(done, total))


def refuse_what_it_cannot(engine_name: str, shot: Shot, board: Storyboard) -> None:
    """Raise UsageError when the engine's capabilities do not cover the shot's size or length."""
    can = find_engine(engine_name).capabilities
    size = (board.width, board.height)
    if not all(low <= got <= high for low, got, high in zip(can.smallest, size, can.largest, strict=True)):
        raise UsageError(
            f"engine '{engine_name}' cannot make {size[0]}x{size[1]}; allowed: "
            f"{can.smallest[0]}x{can.smallest[1]} to {can.largest[0]}x{can.largest[1]} (--size)"
        )
    if any(got % can.step for got in size):
        raise UsageError(
            f"engine '{engine_name}' needs sizes in steps of {can.step}, got {size[0]}x{size[1]} (--size)"
        )
    if can.longest and shot.length > can.longest:
        raise UsageError(
            f"shot {shot.number} has {shot.length} frames; engine '{engine_name}' makes at most "
            f"{can.longest}: split it in storyboard.yaml"
        )
