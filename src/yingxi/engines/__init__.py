"""Whatever makes pictures: one protocol, found by entry point."""

from yingxi.engines.capabilities import (
    Both,
    Capabilities,
    Control,
    Grid,
    Input,
    Machine,
    Terms,
    length_on_grid,
    longest_pass,
)
from yingxi.engines.passes import clear_passes, made_frames, plan_passes, unpaid_frames
from yingxi.engines.protocol import Engine, Lack, NoSettings, Options, Progress, aside, frames_of
from yingxi.engines.refusals import check_shot, engines_that_can
from yingxi.engines.registry import engine_names, find_engine
from yingxi.engines.settings import list_settings, read_settings
from yingxi.engines.shoot import shoot

__all__ = [
    "Both",
    "Capabilities",
    "Control",
    "Engine",
    "Grid",
    "Input",
    "Lack",
    "Machine",
    "NoSettings",
    "Options",
    "Progress",
    "Terms",
    "aside",
    "check_shot",
    "clear_passes",
    "engine_names",
    "engines_that_can",
    "find_engine",
    "frames_of",
    "length_on_grid",
    "list_settings",
    "longest_pass",
    "made_frames",
    "plan_passes",
    "read_settings",
    "shoot",
    "unpaid_frames",
]
