"""影戏 Yingxi: one line of text becomes a finished film.

from yingxi import Brief, make_film
film = make_film(Brief(prompt="国潮龙舟赛+无人机灯光秀", seconds=16))
"""

from importlib import import_module
from typing import Any

_PLACES = {
    "Brief": "yingxi.film",
    "Film": "yingxi.production",
    "Screenplay": "yingxi.film",
    "Shot": "yingxi.film",
    "Still": "yingxi.production",
    "Storyboard": "yingxi.film",
    "Take": "yingxi.film",
    "UsageError": "yingxi.film",
    "YingxiError": "yingxi.film",
    "looks": "yingxi.art.looks_file",
    "make_film": "yingxi.production",
    "make_still": "yingxi.production",
}

__all__ = [
    "Brief",
    "Film",
    "Screenplay",
    "Shot",
    "Still",
    "Storyboard",
    "Take",
    "UsageError",
    "YingxiError",
    "looks",
    "make_film",
    "make_still",
]


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first asked for, so that `yingxi --help` starts at once."""
    if name not in _PLACES:
        raise AttributeError(f"module 'yingxi' has no attribute '{name}'")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
