"""Our 3D and physics engine: draws a World's frames with wgpu; knows nothing of films."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yingxi.world.device import adapter_name
    from yingxi.world.optics import in_frame, project
    from yingxi.world.renderer import Renderer

_PLACES = {
    "Renderer": "yingxi.world.renderer",
    "adapter_name": "yingxi.world.device",
    "in_frame": "yingxi.world.optics",
    "project": "yingxi.world.optics",
}

__all__ = ["Renderer", "adapter_name", "in_frame", "project"]


def __getattr__(name: str) -> Any:
    """Public names are loaded when first asked for: to read a scene's contracts needs no renderer."""
    if name not in _PLACES:
        raise AttributeError(f"module 'yingxi.world' has no attribute '{name}'")
    return getattr(import_module(_PLACES[name]), name)
