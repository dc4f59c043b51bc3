"""How words look over pictures of a look: colours, glow, seal, layout. Data: data/title_styles.yaml."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from yingxi.store.yaml_reading import read_data

Colour = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class TitleStyle:
    """Colours are display sRGB, 0-1. `ground` washes the picture under the words; `rim` is a second glow."""

    top: Colour
    bottom: Colour
    glow: Colour
    glow_strength: float
    rim: Colour
    seal: Colour
    ground: Colour
    vertical: bool = False
    grain: float = 0.0

    @property
    def dark(self) -> bool:
        """Whether dark letters stand on a light ground."""
        return sum(self.top) < sum(self.ground)


def colour(text: str) -> Colour:
    """'#RRGGBB' as three numbers 0-1."""
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=1)
def style_table() -> dict[str, dict[str, Any]]:
    """The data file, by look."""
    text = files("yingxi.post").joinpath("data/title_styles.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = read_data(text)
    return {name: entry for name, entry in table.items() if isinstance(entry, dict)}


def title_style(look: str) -> TitleStyle:
    """The style for a look's id; looks without one of their own have the house's plain style."""
    table = style_table()
    entry = {**table["default"], **table.get(look, {})}
    glow, strength = entry["glow"]
    return TitleStyle(
        top=colour(entry["top"]), bottom=colour(entry["bottom"]), glow=colour(glow),
        glow_strength=float(strength), rim=colour(entry.get("rim", glow)),
        seal=colour(entry["seal"]), ground=colour(entry["ground"]),
        vertical=bool(entry.get("vertical", False)), grain=float(entry.get("grain", 0.0)),
    )
