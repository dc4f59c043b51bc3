"""A transparent sheet laid over a frame: colours already multiplied by their cover, in planes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.media import Planes
from yingxi.media.frames import KB, KG, KR, Bytes

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Planes of premultiplied colour and the share of the picture that shows through, full and half size.

    `left` and `top` (even pixels) are its place in the frame.
    """

    y: Floats
    u: Floats
    v: Floats
    clear: Floats
    clear_half: Floats
    left: int = 0
    top: int = 0


def sheet_of(colour: Floats, cover: Floats, left: int = 0, top: int = 0) -> Sheet:
    """From premultiplied display RGB (h, w, 3) and cover (h, w), 0-1, even sides.

    Light without cover adds to the picture.
    """
    luma = colour @ np.array([KR, KG, KB], np.float32)
    small, small_cover = halve(colour), halve(cover)
    grey = small @ np.array([KR, KG, KB], np.float32)
    return Sheet(
        y=luma * 219 + 16 * cover,
        u=(small[..., 2] - grey) * np.float32(112 / (1 - KB)) + 128 * small_cover,
        v=(small[..., 0] - grey) * np.float32(112 / (1 - KR)) + 128 * small_cover,
        clear=1 - cover,
        clear_half=1 - small_cover,
        left=left,
        top=top,
    )


def halve(plane: Floats) -> Floats:
    """The mean of each 2x2."""
    return (plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2]) * np.float32(0.25)


def lay(sheet: Sheet, picture: Planes, opacity: float = 1.0) -> Planes:
    """The picture under the sheet; `opacity` 0-1 fades the whole sheet. Outside the sheet nothing changes."""
    if opacity <= 0:
        return picture
    planes = [picture.y.copy(), picture.u.copy(), picture.v.copy()]
    overs = [(sheet.y, sheet.clear, 1), (sheet.u, sheet.clear_half, 2), (sheet.v, sheet.clear_half, 2)]
    for plane, (over, clear, share) in zip(planes, overs, strict=True):
        rows = slice(sheet.top // share, sheet.top // share + over.shape[0])
        columns = slice(sheet.left // share, sheet.left // share + over.shape[1])
        plane[rows, columns] = blend(plane[rows, columns], over, clear, opacity)
    return Planes(*planes)


def blend(under: Bytes, over: Floats, clear: Floats, opacity: float) -> Bytes:
    """One plane under another."""
    shown = clear if opacity >= 1 else 1 - (1 - clear) * np.float32(opacity)
    mixed = under * shown
    mixed += over if opacity >= 1 else over * np.float32(opacity)
    mixed += np.float32(0.5)
    np.clip(mixed, 16, 240, out=mixed)
    return mixed.astype(np.uint8)
