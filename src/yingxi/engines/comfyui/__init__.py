"""A person's own ComfyUI workflow, run over ComfyUI's HTTP and WebSocket API."""

from yingxi.engines.comfyui.engine import ComfyuiEngine
from yingxi.engines.comfyui.settings import ComfyuiSettings

__all__ = ["ComfyuiEngine", "ComfyuiSettings"]
