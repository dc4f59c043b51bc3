"""What to make: a cut, a body, colours, hair and extras, in one value that can be compared."""

from dataclasses import dataclass

from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.faces import PLAIN, Face
from yingxi.art.bodies.pieces import Piece

Colour = tuple[float, float, float]
SKINS: tuple[Colour, ...] = (
    (0.52, 0.31, 0.21),
    (0.47, 0.27, 0.175),
    (0.57, 0.355, 0.25),
    (0.41, 0.23, 0.145),
)


def dimmed(colour: Colour, share: float, more: float = 0.0) -> Colour:
    """A share of a colour, and a little grey."""
    red, green, blue = colour
    return (share * red + more, share * green + more, share * blue + more)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dress:
    """What to make: `cut` names an outfit below; `main`, `second` and `trim` are linear colours.

    `near`: a camera comes near enough to see the face.
    """

    cut: str
    build: str = "man"
    main: Colour = (0.10, 0.14, 0.20)
    second: Colour = (0.03, 0.033, 0.045)
    trim: Colour = (0.5, 0.35, 0.12)
    skin: Colour = SKINS[0]
    hair: str = "short"
    extras: tuple[str, ...] = ()
    face: Face = PLAIN
    near: bool = False


Made = tuple[list[Piece], list[Drapery]]
"""Pieces and draperies of a part of an outfit."""
