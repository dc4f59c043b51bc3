"""Our 3D and physics engine: draws a World's frames with wgpu; knows nothing of films."""

from yingxi.world.device import adapter_name
from yingxi.world.optics import in_frame, project
from yingxi.world.renderer import Renderer

__all__ = ["Renderer", "adapter_name", "in_frame", "project"]
