"""The few papers of a picture: by the look's ramps and the hour, a colour for the sky, the land, the lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.look import Look
from yingxi.art.looks_file import linear
from yingxi.film.terms import Hour

Colour = tuple[float, float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Palette:
    """Papers of one picture, linear RGB. `ramps` are the look's, dark to light, by what a thing is."""

    sky: Colour
    glow: Colour
    disc: Colour
    far: tuple[Colour, Colour]
    ground: Colour
    water: tuple[Colour, Colour]
    cloud: tuple[Colour, Colour]
    wood: Colour
    leaves: tuple[Colour, Colour]
    evergreen: Colour
    blossom: Colour
    backing: Colour
    frame: Colour
    rim: Colour
    ramps: Mapping[str, Sequence[Colour]]
    names: Mapping[str, Colour] = field(default_factory=lambda: NAMES)

    def paper(self, name: str) -> Colour:
        """A paper by its own name, for figures that are drawn by hand."""
        return self.names[name]

    def of(self, semantic: str, light: bool) -> Colour:
        """The paper for a part of a thing."""
        name = _RAMP_OF.get(semantic, semantic)
        ramp = self.ramps.get(name) or self.ramps.get("cloth") or ((0.3, 0.05, 0.04), (0.9, 0.85, 0.75))
        place = {"skin": 3, "hair": 0}.get(semantic, 3 if light else 2)
        return tuple(ramp[min(place, len(ramp) - 1)])  # type: ignore[return-value]

    def nearest(self, colour: Colour) -> Colour:
        """The paper that is nearest to a colour, as eyes judge it."""
        papers = np.asarray([tuple(p) for p in _PAPERS])
        wanted = np.cbrt(np.clip(np.asarray(colour, float), 0, 1))
        away = (np.abs(np.cbrt(papers) - wanted) * (1.0, 1.2, 0.9)).sum(1)
        return tuple(float(v) for v in papers[int(np.argmin(away))])  # type: ignore[return-value]


NAMES: Mapping[str, Colour] = {
    name: linear(colour)
    for name, colour in {
        "white": "#F7ECD6",
        "cream": "#E2CBA8",
        "rose": "#D8452F",
        "red": "#C41E2A",
        "gold": "#F2B134",
        "jade": "#1B998B",
        "leaf": "#0F6B55",
        "ink": "#2A1420",
        "skin": "#FBE3CB",
        "blue": "#2D6A97",
        "pink": "#EE9A86",
        "wood": "#6E2A1C",
        "slate": "#16204A",
    }.items()
}
"""Papers that drawn figures are cut from."""
_RAMP_OF = {"skin": "person", "hair": "wood", "animal": "person", "vehicle": "roof", "wall": "wall"}
_PAPERS = tuple(
    linear(paper)
    for paper in (
        "#F7ECD6",
        "#F2B134",
        "#DC3A26",
        "#B5182A",
        "#7A0D1A",
        "#2A1420",
        "#1B998B",
        "#0F5A4A",
        "#2D6A97",
        "#15356B",
        "#EE9A86",
        "#A64C2E",
    )
)
_SKIES: Mapping[str, tuple[str, str, str, str, str]] = {
    "night": ("#1A2C70", "#33488C", "#FBE3A0", "#22407F", "#1A6E7E"),
    "dusk": ("#3A1A4A", "#7A2F55", "#F7B45A", "#5A2C66", "#8A3B52"),
    "sunset": ("#D9632B", "#F0913C", "#C8202D", "#A93B2A", "#7A2430"),
    "dawn": ("#F3C9A0", "#F7DDB8", "#E4572E", "#7FA9A6", "#3F7F86"),
    "day": ("#E9DAB4", "#F6EAC6", "#F0A52E", "#6FB0A6", "#2C8078"),
}
"""Sky, glow round the disc, disc, far and nearer land, by the kind of hour."""
_LEAVES = {
    "spring": ("#2E8B6A", "#6DB58B", "#F2A0A8"),
    "summer": ("#0F6B55", "#2FA07C", "#E8505B"),
    "autumn": ("#8A4B16", "#1B7F65", "#F2B134"),
    "winter": ("#274B5E", "#4E7F8E", "#E8424F"),
}
"""Two greens and blossoms by season."""


def palette_of(look: Look, hour: Hour, season: str, snow: bool) -> Palette:
    """The papers for a look at an hour and season; snow turns the ground to white paper."""
    kind = "day" if hour in ("morning", "noon", "afternoon") else hour
    sky, glow, disc, far, near = (linear(colour) for colour in _SKIES[kind])
    dark, light, blossom = (linear(colour) for colour in _LEAVES[season])
    night = kind in ("night", "dusk")
    ramps = look.medium.ramps if look.medium else {}
    return Palette(
        sky=sky,
        glow=glow,
        disc=disc,
        far=(far, near),
        ground=linear("#E8EEF0" if snow else "#A11323" if night else "#C4442B"),
        water=(linear("#1F5A94" if night else "#3F93A8"), linear("#123A73" if night else "#1E6C8C")),
        cloud=(linear("#F0967A" if night else "#F7EFDD"), linear("#D43A2C" if night else "#E4735A")),
        wood=linear("#4A1714"),
        leaves=(dark, light),
        evergreen=linear("#1D5A57" if snow else "#12594B"),
        blossom=blossom,
        backing=linear("#B01526" if night else "#5A0E18"),
        frame=linear("#A8121A"),
        rim=linear("#F0B43C"),
        ramps=ramps,
    )
