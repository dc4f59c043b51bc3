"""Open-weights diffusion models as an engine: any diffusers folder or hub id, steered by our own previs.

Modules stand in dependency order: cards and folders (no torch), memory and prompts (no torch), then the
pipeline itself. Nothing here imports torch before a model is painted with.
"""

from yingxi.engines.diffusion.engine import DiffusionEngine

__all__ = ["DiffusionEngine"]
