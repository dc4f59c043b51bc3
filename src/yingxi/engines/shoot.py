"""The job that a farm runs: one take of one shot by the engine of that name."""

from dataclasses import replace

from yingxi.engines.protocol import Options
from yingxi.engines.refusals import check_shot
from yingxi.engines.registry import find_engine
from yingxi.engines.settings import read_settings
from yingxi.farm import report
from yingxi.film import Shot, Storyboard, Take


def shoot(engine_name: str, shot: Shot, board: Storyboard, options: Options) -> Take:
    """Render one take in this process, telling the farm after each frame how far it is."""
    engine = find_engine(engine_name)
    asked = options if options.settings is not None else replace(options, settings=read_settings(engine, {}))
    check_shot(engine, asked.settings, shot, board)
    return engine.render(shot, replace(board, narration=()), asked, report)
