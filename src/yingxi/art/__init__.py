"""The art department: sets, props, cast and looks made for world/, found by words in Chinese and English.

Modules in dependency order: look and asset (the shapes), registry (what there is), find (by words), reliefs
(what pictograms add), blocking, framing, checker, dress (one shot made ready for the engine).
"""

from yingxi.art.find import Finding, Match, find, search
from yingxi.art.registry import asset_by_id, catalogue

__all__ = ["Finding", "Match", "asset_by_id", "catalogue", "find", "search"]
