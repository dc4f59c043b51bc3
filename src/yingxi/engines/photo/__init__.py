"""Photographs as moving shots, without any weights: cut out, set in depth, filmed by a moving camera.

Modules in order: photograph (what comes in), matting, layers (subject and background), framing, moves,
stirring (hair and light), filming (one frame), engine.
"""

from yingxi.engines.photo.engine import PhotoEngine

__all__ = ["PhotoEngine"]
