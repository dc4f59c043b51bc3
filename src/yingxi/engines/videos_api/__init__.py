"""Video servers that speak the asynchronous `/v1/videos`: vLLM-Omni, SGLang Diffusion, OpenAI-like clouds."""

from yingxi.engines.videos_api.engine import VideosApiEngine
from yingxi.engines.videos_api.settings import VideosApiSettings

__all__ = ["VideosApiEngine", "VideosApiSettings"]
