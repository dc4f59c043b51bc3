"""Whatever makes pictures: one protocol, found by entry point."""

from yingxi.engines.protocol import Capabilities, Engine, Options, Progress
from yingxi.engines.registry import engine_names, find_engine
from yingxi.engines.shoot import shoot

__all__ = ["Capabilities", "Engine", "Options", "Progress", "engine_names", "find_engine", "shoot"]
