"""Bare skin with a face: fine where a camera comes near, painted by vertex, and eyes of their own."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.bodies.body import Body, normals
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.faces import offsets_of
from yingxi.art.bodies.hair import hairline
from yingxi.art.bodies.pieces import Flags, Piece, lighter, part_of, piece, sheet_piece
from yingxi.art.bodies.regions import eye_level, region, regions
from yingxi.art.bodies.rotations import Numbers, unit

FACE_WIDE, FACE_LOW, FACE_TALL = 2.4, 3.8, 7.0
"""Range of face places: half width, lowest, height (midline to eye, and half eye to mouth, are 1)."""
_SKIN, _NEAR, _EYE = "person_skin", "person_near", "eye"
"""Materials of skin afar, of skin near by, and of eyeballs."""
_DARK = np.array([0.016, 0.010, 0.009])
_TONGUE = (13348, 13574)
"""Vertices of the tongue in every body."""


def bare_skin(body: Body, shown: Flags, dress: Dress) -> list[Piece]:
    """The visible skin with the face's places in its pattern; with eyes and lashes of their own near by."""
    if not dress.near:
        return [_coarse(body, shown, dress.skin)]
    eyes = [_eyeball(body, dress, sign) for sign in (-1, 1)]
    return [_fine(body, shown, dress), *eyes, *_lashes(body, dress)]


def _coarse(body: Body, shown: Flags, colour: ArrayLike) -> Piece:
    used, triangles = part_of(body.triangles, shown & ~_inside_mouth(body))
    paint = np.tile(np.asarray(colour, float), (len(body.position), 1))
    paint[body.eyes] = _eye_paint(body)
    skin = piece(
        body.position[used], triangles, body.weights[used], paint[used], _SKIN, "skin",
        face_coords(body)[used], body.normal[used],
    )  # fmt: skip
    face = region(body.name, "head")[used]
    ahead = body.position[used][:, 0] > eye_level(body)[0] - 0.06 * body.scale
    cell = np.where(region(body.name, "hand")[used], 0.010, np.where(face, 0.012, 0.022))
    cell = np.where(face & ahead, 0.006, cell)
    return lighter(skin, np.where(body.eyes[used], 0.0035, cell) * body.scale)


def _fine(body: Body, shown: Flags, dress: Dress) -> Piece:
    """Skin whose face and ears keep every vertex."""
    numbers = np.arange(len(body.position))
    tongue = (numbers >= _TONGUE[0]) & (numbers < _TONGUE[1])
    used, triangles = part_of(body.triangles, shown & ~body.eyes & ~tongue)
    places = body.position + offsets_of(dress.face, len(numbers), body.eye_unit)
    facing = normals(places, body.triangles)
    skin = piece(
        places[used], triangles, body.weights[used], _painted(body, places, facing, dress)[used], _NEAR,
        "skin", face_coords(body)[used], facing[used], mark=dress.face.grey,
    )  # fmt: skip
    way = (body.position[used] - eye_level(body)) / body.scale
    ear = (np.abs(way[:, 2]) > 0.060) & (way[:, 0] > -0.135) & (np.abs(way[:, 1] + 0.01) < 0.055)
    ahead = (way[:, 0] > -0.075) & (way[:, 1] < 0.075) & (way[:, 1] > -0.125)
    head = region(body.name, "head")[used]
    bald = dress.hair in ("bald", "none")
    cell = np.where(region(body.name, "hand")[used], 0.010, np.where(head, 0.014 if bald else 0.026, 0.016))
    cell = np.where(head & ear, 0.0048, np.where(head & ahead, 1e-5, cell))
    hidden = head & (_inside_mouth(body)[used] & (way[:, 0] < _lip_front(body) - 0.012))
    return lighter(skin, np.where(hidden, 0.012, cell) * body.scale)


def face_coords(body: Body) -> Numbers:
    """Where a vertex lies on a face with eyes at (+-1, 0) and the mouth at (0, -2), as 0-1 pattern places."""
    wide, tall = _face_places(body)
    right = body.position[body.eyes & (body.position[:, 2] > 0)].mean(0)
    u = np.clip(0.5 + 0.5 * wide / FACE_WIDE, 0, 1)
    v = np.clip((tall + FACE_LOW) / FACE_TALL, 0, 1)
    behind = (body.position[:, 0] < right[0] - 0.06 * body.scale) | (body.normal[:, 0] < -0.3)
    behind &= regions(body, ("head", "neck"))
    u = np.where(behind, np.where(wide > 0, 1.0, 0.0), u)
    v = np.where(behind & (np.abs(wide) < 1.9), 1.0, v)
    return np.stack([u, v], 1)


def _face_places(body: Body) -> tuple[Numbers, Numbers]:
    """Across (eyes at +-1) and up (eyes 0, mouth -2) for every vertex."""
    eyes = body.position[body.eyes]
    right = eyes[eyes[:, 2] > 0].mean(0)
    mouth = body.position[(body.lips > 0.6) & (body.position[:, 0] > right[0] - 0.01)][:, 1].mean()
    up = body.position[:, 1] - right[1]
    tall = np.where(up > 0, up / (0.032 * body.scale), up / (right[1] - mouth) * 2.0)
    return body.position[:, 2] / right[2], tall


def _inside_mouth(body: Body) -> Flags:
    """Teeth, tongue and the cavity: not seen from afar, many triangles."""
    middle = body.position[body.lips > 0.6].mean(0)
    away = ((body.position - middle) ** 2).sum(1)
    facing_in = body.normal[:, 0] < 0.05
    return np.asarray((away < (0.034 * body.scale) ** 2) & facing_in & region(body.name, "head"))


def _lip_front(body: Body) -> float:
    """How far the lips stand before the eyes, for a body of usual size."""
    return float((body.position[body.lips > 0.6, 0].max() - eye_level(body)[0]) / body.scale)


def _eye_paint(body: Body) -> Numbers:
    """White with a dark iris for the eyeball vertices, as seen from afar."""
    eyes = body.position[body.eyes]
    paint = np.tile(np.array([0.50, 0.46, 0.43]), (len(eyes), 1))
    for sign in (-1, 1):
        one = eyes[:, 2] * sign > 0
        middle = eyes[one].mean(0)
        radius = np.hypot(eyes[one][:, 1] - middle[1], eyes[one][:, 2] - middle[2])
        dark = np.zeros(len(eyes), bool)
        dark[np.nonzero(one)[0][radius < 0.0070 * body.scale]] = True
        paint[dark] = (0.010, 0.007, 0.006)
    return paint


def _painted(body: Body, places: Numbers, facing: Numbers, dress: Dress) -> Numbers:
    """Complexion (n, 3): blood in cheeks, nose, ears and knuckles, lips, lids, a shaven chin, hollows."""
    face, (wide, tall) = dress.face, _face_places(body)
    x, across = (body.position[:, 0] - eye_level(body)[0]) / body.scale, np.abs(wide)
    head = region(body.name, "head")
    front = head & (x > -0.05)
    paint = np.tile(np.asarray(dress.skin, float), (len(places), 1))

    def lay(colour: ArrayLike, share: ArrayLike) -> None:
        paint[:] += np.clip(np.asarray(share, float), 0, 1)[:, None] * (np.asarray(colour) - paint)

    def spot(at: tuple[float, float], size: tuple[float, float]) -> Numbers:
        away = ((across - at[0]) / size[0]) ** 2 + ((tall - at[1]) / size[1]) ** 2
        return np.asarray(np.exp(-away) * front)

    skin = np.asarray(dress.skin, float)
    rosy, brown = skin * (1.10, 0.74, 0.68), skin * (0.60, 0.46, 0.42)
    lay(rosy, 0.30 * spot((1.25, -1.05), (0.65, 0.5)) + 0.5 * spot((0.0, -1.05), (0.42, 0.35)))
    ear = head & (np.abs(body.position[:, 2]) > 0.064 * body.scale) & (x < -0.045)
    lay(rosy, 0.6 * ear)
    lay(brown, 0.42 * spot((1.0, 0.30), (0.6, 0.22)) + 0.30 * spot((1.0, -0.42), (0.5, 0.18)))
    shaven = spot((0.0, -2.75), (1.5, 0.75)) + 0.8 * spot((0.0, -1.62), (0.75, 0.20))
    lay(skin * (0.56, 0.58, 0.62), face.beard * shaven)
    lay(skin * np.asarray(face.lips), 0.5 * np.clip(2.5 * body.lips - 1.2, 0, 1) * front)
    lay(rosy, 0.35 * (region(body.name, "hand") & (np.char.find(body.owner, "finger") >= 0)))
    hollow = np.clip(_hollow(places, facing, body) * 5.0, 0, 1)
    paint *= 1.0 - hollow[:, None] * np.array([0.40, 0.55, 0.58]) * head[:, None]
    if dress.hair not in ("bald", "none"):
        roots = hairline(body, body.position, 0.062 * body.scale, -0.03 * body.scale)
        over = np.clip(((body.position[:, 1] - roots) / body.scale + 0.010) / 0.016, 0, 1)
        lay(skin * 0.10 + 0.012 + 0.10 * face.grey, 0.80 * over * over * head)
    lay((0.045, 0.010, 0.009), 0.9 * _deep(body))
    _line_lids(body, places, lay)
    return paint


def _hollow(places: Numbers, facing: Numbers, body: Body) -> Numbers:
    """How much the skin is hollow at a vertex: height of its neighbours over it, by their distance."""
    tri = body.triangles
    total, count = np.zeros(len(places)), np.zeros(len(places))
    for a, b in ((0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)):
        way = places[tri[:, b]] - places[tri[:, a]]
        high = (way * facing[tri[:, a]]).sum(1) / np.maximum(np.linalg.norm(way, axis=1), 1e-6)
        total += np.bincount(tri[:, a], high, len(places))
        count += np.bincount(tri[:, a], minlength=len(places))
    return np.asarray(np.clip(total / np.maximum(count, 1) - 0.06, 0, 1))


def _deep(body: Body) -> Numbers:
    """The inside of mouth and nostrils (n,), 0-1."""
    inside = _inside_mouth(body) & (body.normal[:, 0] < -0.1)
    wide, tall = _face_places(body)
    nostril = (np.abs(wide) < 0.42) & (tall < -0.85) & (tall > -1.55) & (body.normal[:, 1] < -0.2)
    x = (body.position[:, 0] - eye_level(body)[0]) / body.scale
    nostril &= region(body.name, "head") & (x > 0.0) & (np.abs(wide) > 0.08)
    middle = np.clip(1.0 - np.abs(np.abs(wide) - 0.20) / 0.13, 0, 1) * np.clip(-body.normal[:, 1], 0, 1)
    return np.asarray(np.maximum(inside.astype(float), 0.9 * nostril * middle))


def _line_lids(body: Body, places: Numbers, lay: object) -> None:
    """Dark at the rim of the upper lids, a little at the lower."""
    for side, sign in (("L", -1.0), ("R", 1.0)):
        radius = _eye_radius(body, sign)
        way = (places - body.head(f"eye.{side}")) / radius
        near = np.clip((1.16 - np.linalg.norm(way, axis=1)) / 0.10, 0, 1) * (way[:, 0] > 0.0) * ~body.eyes
        upper = near * np.clip((way[:, 1] - 0.02) / 0.12, 0, 1)
        lay(_DARK, 0.85 * upper)  # type: ignore[operator]
        lay((0.11, 0.05, 0.04), 0.45 * (near - upper))  # type: ignore[operator]


def _eye_radius(body: Body, sign: float) -> float:
    """Metres from the middle of an eyeball to its white."""
    eyeball = body.position[body.eyes & (body.position[:, 2] * sign > 0)]
    return float((eyeball[:, 1].max() - eyeball[:, 1].min()) / 2)


def _eyeball(body: Body, dress: Dress, sign: int) -> Piece:
    """The front of one eyeball; its pattern places are those across and up its disc."""
    own = body.eyes & (body.position[:, 2] * sign > 0)
    middle = body.head(f"eye.{'L' if sign < 0 else 'R'}")
    radius = _eye_radius(body, sign)
    used, triangles = part_of(body.triangles, own & (body.position[:, 0] > middle[0] - 0.2 * radius))
    way = unit(body.position[used] - middle)
    coord = 0.5 + 0.5 * way[:, [2, 1]]
    return piece(
        body.position[used], triangles, body.weights[used], dress.face.iris, _EYE, "skin", coord, way
    )


def _lashes(body: Body, dress: Dress) -> list[Piece]:
    """A strip of lashes on each upper lid, longer outside."""
    face, strips = dress.face, []
    places = body.position + offsets_of(face, len(body.position), body.eye_unit)
    for side, sign in (("L", -1.0), ("R", 1.0)):
        middle, radius = body.head(f"eye.{side}"), _eye_radius(body, sign)
        way = (places - middle) / radius
        rim = ~body.eyes & (np.linalg.norm(way, axis=1) < 1.16) & (way[:, 0] > 0.25)
        rim &= body.weights[:, body.index[f"lid.{side}"]] > 0.35
        rows = np.nonzero(rim)[0]
        bins = np.round(way[rows, 2] * 7.0)
        line = np.array([rows[bins == b][way[rows[bins == b], 0].argmax()] for b in np.unique(bins)])
        if len(line) < 4:
            continue
        outward = np.clip(way[line, 2] * sign + 0.4, 0.3, 1.3)[:, None]
        tip = np.stack([0.9 + 0 * line, 0.15 + 0.0 * line, 0.5 * sign * outward[:, 0]], 1)
        long = (0.0055 if dress.build in ("woman", "child") else 0.0040) * body.scale * outward
        grid = np.stack([places[line], places[line] + unit(tip) * long])
        weights = np.concatenate([body.weights[line], body.weights[line]])
        strips.append(sheet_piece(grid, weights, _DARK, "hair", "hair"))
    return strips
