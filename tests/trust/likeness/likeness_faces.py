"""Real faces for the tests: an astronaut of scikit-image, people of face-api's pack; and one that moves.

A face moves by warping its own pixels: its mesh is turned in space, its lids are drawn together, and the
picture between the points follows. So the networks see a real face, not a drawn one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import map_coordinates, zoom
from skimage import data

from yingxi.store.packs import find_pack
from yingxi.trust.likeness.aligning import Similarity, cut_out
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.mesh import trace_face
from yingxi.trust.likeness.pictures import Moment, read_picture

UPPER = ((246, 161, 160, 159, 158, 157, 173), (398, 384, 385, 386, 387, 388, 466))
LOWER = ((7, 163, 144, 145, 153, 154, 155), (382, 381, 380, 374, 373, 390, 249))
SIZE = 240
SKIN = (50, 280)
"""Points of the skin below each eye."""
FPS = 12


@cache
def astronaut():
    """The portrait of Eileen Collins (NASA, public domain)."""
    return data.astronaut()


@cache
def still():
    """Her face with room around it, SIZE pixels square."""
    picture = astronaut()
    left, top, right, bottom = find_faces(picture)[0].box
    factor = SIZE / (1.9 * (bottom - top))
    middle = complex(left + right, top + bottom) / 2
    return cut_out(picture, Similarity(factor=factor, shift=complex(SIZE, SIZE) / 2 - factor * middle), SIZE)


@cache
def group(number=6):
    """A photograph of several people from the pack `face-descriptor`: 4 on the sixth, 3 on the third."""
    folder = find_pack("face-descriptor")
    assert folder is not None, "make setup"
    return read_picture(folder / "demo" / f"sample{number}.jpg")


@cache
def portraits():
    """The people of both photographs, each cut out with room around the face."""
    found = []
    for picture in (group(6), group(3)):
        for face in find_faces(picture):
            left, top, right, bottom = (int(edge) for edge in face.box)
            room = (bottom - top) // 3
            cut = picture[max(top - room, 0) : bottom + room, max(left - room, 0) : right + room]
            found.append(np.ascontiguousarray(cut))
    return tuple(found)


def save(picture, path):
    """A picture as a JPEG file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path, quality=92)
    return path


@cache
def _points():
    picture = still()
    return trace_face(picture, find_faces(picture)[0]).points


@dataclass(frozen=True, kw_only=True)
class Pose:
    """Degrees of turning and tilting to the person's left; lids from 0 (open) to 1 (shut)."""

    turn: float = 0.0
    tilt: float = 0.0
    lids: float = 0.0


def posed(pose, flat=False):
    """The face in a pose; `flat` turns it as a printed photograph would turn."""
    base = _points()
    centre = base.mean(0) + np.array([0, 0, 0.5 * np.ptp(base[:, 0])])
    depth = 0 if flat else base[:, 2] - centre[2]
    angle = np.radians(pose.turn)
    moved = base[:, :2].copy()
    moved[:, 0] = centre[0] + (base[:, 0] - centre[0]) * np.cos(angle) - depth * np.sin(angle)
    picture = _with_lids(_warped(still(), base[:, :2], moved) if pose.turn else still(), moved, pose.lids)
    return _tilted(picture, pose.tilt)


def _with_lids(picture, points, shut):
    """The picture with lids of skin drawn over the eyes, lashes along their edge and a crease above."""
    if not shut:
        return picture
    image = Image.fromarray(picture).resize((SIZE * 3, SIZE * 3), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(image)
    for upper, lower, skin in zip(UPPER, LOWER, SKIN, strict=True):
        top, bottom = points[list(upper)], points[list(lower)]
        edge = top + shut * (bottom - top) + [0, 1.5 * shut]
        x, y = points[skin].astype(int)
        colour = tuple(int(c * 0.9) for c in picture[y - 1 : y + 2, x - 1 : x + 2].mean((0, 1)))
        order = np.argsort(top[:, 0])
        rim = np.concatenate([top[order] - [0, 4], edge[order][::-1] + np.array([0, 1])]) * 3
        pen.polygon([tuple(one) for one in rim], fill=colour)
        pen.line([tuple(one) for one in edge[order] * 3], fill=(70, 45, 40), width=9)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(2)).resize((SIZE, SIZE), Image.Resampling.BOX))


def _warped(picture, points, targets):
    """The picture with its points at their targets; the border stays."""
    edge = np.linspace(0, SIZE, 5)
    border = np.array([(x, y) for x in edge for y in edge if x in (0, SIZE) or y in (0, SIZE)])
    there, here = np.concatenate([targets, border]), np.concatenate([points, border])
    ticks = np.linspace(0, SIZE - 1, SIZE // 4)
    moves = np.nan_to_num(LinearNDInterpolator(there, here - there)(*np.meshgrid(ticks, ticks)))
    dense = zoom(moves, (SIZE / len(ticks), SIZE / len(ticks), 1), order=1)
    rows, columns = np.mgrid[0:SIZE, 0:SIZE]
    places = [rows + dense[..., 1], columns + dense[..., 0]]
    layers = [map_coordinates(picture[..., i], places, order=1, mode="nearest") for i in range(3)]
    return np.stack(layers, -1)


def _tilted(picture, degrees):
    factor = np.exp(1j * np.radians(degrees))
    middle = complex(SIZE, SIZE) / 2
    return cut_out(picture, Similarity(factor=factor, shift=middle - factor * middle), SIZE)


def clip(keys: list[tuple[float, Pose]], flat=False) -> Iterator[Moment]:
    """A clip through poses at given seconds, 12 frames a second; equal poses cost once."""
    times = np.arange(0, keys[-1][0], 1 / FPS)
    drawn = {}
    for time in times:
        (t0, a), (t1, b) = next(pair for pair in pairwise(keys) if pair[0][0] <= time < pair[1][0])
        part = (time - t0) / (t1 - t0)
        pose = Pose(
            **{
                n: round(getattr(a, n) + part * (getattr(b, n) - getattr(a, n)), 3)
                for n in ("turn", "tilt", "lids")
            }
        )
        if pose not in drawn:
            drawn[pose] = posed(pose, flat)
        yield Moment(time=float(time), picture=drawn[pose])
