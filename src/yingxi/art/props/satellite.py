"""A satellite in gold foil: two wings of solar cells that unfold panel by panel, a dish, antennas."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import ball, box, cylinder, lathe
from yingxi.world.scene import Model, Moment, Sound

PANELS, PANEL, DEEP = 4, 2.3, 2.1
"""Panels of a wing, and the length and width of each in metres."""
ROOT = 1.55
GOLD = Finish(colour=(0.86, 0.56, 0.16), roughness=0.30, metal=0.92)
WHITE = Finish(colour=(0.78, 0.78, 0.77), roughness=0.42)
STEEL = Finish(colour=(0.46, 0.47, 0.49), roughness=0.3, metal=0.9)
BLACK = Finish(colour=(0.015, 0.016, 0.018), roughness=0.3)


@kept
def bus_model() -> Model:
    """The body: a box of crumpled foil with radiators, dish, horns and nozzle; wings stand off in z."""
    far = model(
        [(merge([box((0, 0, 0), (1.15, 1.3, 1.0), GOLD), _dish(9)]), "hero", "metal")], far_beyond=160
    )
    parts = [_foil(), *_radiators(), *_antennas(), _dish(36), *_feed(), *_nozzle(), *_arms()]
    return model([(merge(parts), "hero", "metal")], far, 70)


def _foil() -> Mesh:
    """The body in foil: a rounded box whose skin is creased."""
    sides = []
    random = np.random.default_rng(8)
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            a, b = np.meshgrid(np.linspace(-1, 1, 11), np.linspace(-1, 1, 11), indexing="ij")
            points = np.zeros((11, 11, 3))
            points[..., u], points[..., v] = a, b
            inner = (np.abs(a) < 0.95) & (np.abs(b) < 0.95)
            points[..., axis] = sign * (1.0 + np.where(inner, random.normal(0, 0.013, (11, 11)), 0.0))
            sides.append(_sheet(points * (1.15, 1.3, 1.0), sign < 0))
    return merge(sides)


def _sheet(points: Array, backward: bool) -> Mesh:
    """A creased sheet whose facets stay flat."""
    from yingxi.art.shapes.solids import quad

    facets = []
    for i in range(10):
        for j in range(10):
            corners = [points[i, j], points[i + 1, j], points[i + 1, j + 1], points[i, j + 1]]
            facets.append(quad(corners[::-1] if backward else corners, GOLD))
    return merge(facets)


def _radiators() -> list[Mesh]:
    """White plates on top and bottom, dark bands and boxes at the edges."""
    parts = [box((0, s * 1.33, 0), (0.95, 0.03, 0.8), WHITE) for s in (-1, 1)]
    parts += [box((0.2 * k - 0.6, 1.40, -0.3), (0.07, 0.06, 0.16), BLACK) for k in range(4)]
    parts += [
        box((-1.17, 0.5, 0.3), (0.05, 0.35, 0.3), WHITE),
        box((-1.17, -0.6, -0.2), (0.04, 0.25, 0.4), BLACK),
    ]
    return [
        *parts,
        box((0.5, 1.45, 0.45), (0.2, 0.1, 0.2), STEEL),
        box((0, -1.42, 0.3), (0.3, 0.08, 0.2), STEEL),
    ]


def _dish(sides: int) -> Mesh:
    """The great dish, facing +x."""
    share = np.linspace(0, 1, 9 if sides > 20 else 3)
    bowl = np.stack([1.25 * share, 0.42 * share**2], 1)
    whole = np.concatenate([[(1.25, 0.40)], bowl[::-1]])
    inside = lathe(bowl, WHITE, sides)
    back = lathe(np.stack([1.25 * share[::-1], 0.42 * share[::-1] ** 2 - 0.03], 1), WHITE, sides)
    inside = transform(inside, scale=(1, 1, 1))
    rim = lathe(whole[:2], WHITE, sides)
    dish = merge([inside, _turned_out(inside), back, _turned_out(back), rim])
    return transform(dish, (1.45, 0.15, 0.0), rotation=turn(pitch=-np.pi / 2))


def _turned_out(mesh: Mesh) -> Mesh:
    from yingxi.art.shapes.mesh import flip

    return flip(mesh)


def _feed() -> list[Mesh]:
    """The horn before the dish on its three struts, and the neck behind it."""
    tip = np.array((2.35, 0.15, 0.0))
    parts = [cylinder((1.1, 0.15, 0), (1.48, 0.15, 0), (0.22, 0.16), STEEL, 12)]
    for angle in np.arange(3) * 2 * np.pi / 3 + 0.5:
        foot = (1.85, 0.15 + 1.18 * np.cos(angle), 1.18 * np.sin(angle))
        parts.append(cylinder(foot, tip, 0.022, WHITE, 6))
    return [*parts, cylinder(tip - (0.14, 0, 0), tip + np.array((0.10, 0, 0)), (0.16, 0.08), WHITE, 12)]


def _antennas() -> list[Mesh]:
    """Two smaller dishes on the sides of the face, whips, star trackers."""
    parts = [
        cylinder((0.9, -1.0, s * 0.6), (1.55, -1.15, s * 0.85), (0.10, 0.24), WHITE, 14) for s in (-1, 1)
    ]
    parts += [cylinder((-0.8, 1.3, s * 0.8), (-1.1, 2.9, s * 1.1), (0.022, 0.008), STEEL, 6) for s in (-1, 1)]
    parts += [cylinder((0.8, 1.3, s * 0.5), (1.0, 1.75, s * 0.62), (0.12, 0.15), BLACK, 12) for s in (-1, 1)]
    return [*parts, ball((-1.1, 2.9, 1.1), 0.04, STEEL, 8, 6)]


def _nozzle() -> list[Mesh]:
    """The engine at the back and small thrusters at the corners."""
    bell = [(0.0, 0.0), (0.14, 0.0), (0.20, -0.2), (0.36, -0.62), (0.40, -0.7), (0.37, -0.69), (0.0, -0.1)]
    main = transform(lathe(bell[::-1], STEEL, 22), (-1.15, 0, 0), rotation=turn(pitch=-np.pi / 2))
    small = [
        cylinder((-1.1, 1.1 * a, 0.8 * b), (-1.32, 1.2 * a, 0.88 * b), (0.03, 0.07), STEEL, 8)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return [main, *small]


def _arms() -> list[Mesh]:
    """The yokes on which the wings stand."""
    return [cylinder((0, 0, s * 1.0), (0, 0, s * ROOT), 0.07, STEEL, 10) for s in (-1, 1)] + [
        ball((0, 0, s * ROOT), 0.13, STEEL, 12, 8) for s in (-1, 1)
    ]


@kept
def panel_model() -> Model:
    """One panel, hinged at the origin, reaching +z: cells under a silver grid, white behind."""
    far = model([(merge([*_cells(1), _back()]), "hero", "metal")], far_beyond=260)
    return model([(merge([*_cells(6), _back(), *_edges()]), "hero", "metal")], far, 60)


def _cells(many: int) -> list[Mesh]:
    """Blue cells, each a shade of its own, with silver between."""
    random, cells = np.random.default_rng(3), []
    columns = max(many - 1, 1)
    for i in range(columns):
        for j in range(many):
            x = (i + 0.5) / columns * 2 * DEEP / 2 - DEEP / 2
            z = 0.08 + (j + 0.5) / many * (PANEL - 0.16)
            tone = random.uniform(0.7, 1.3)
            blue = Finish(colour=(0.016 * tone, 0.040 * tone, 0.165 * tone), roughness=0.16, metal=0.35)
            gap = 0.022 if many > 1 else 0.0
            half = (DEEP / 2 / columns - gap, 0.005, (PANEL - 0.16) / 2 / many - gap)
            cells.append(box((x, 0.022, z), half, blue, "XYZxz"))
    return cells


def _back() -> Mesh:
    """The plate that the cells lie on."""
    return box(
        (0, 0.0, PANEL / 2),
        (DEEP / 2, 0.016, PANEL / 2 - 0.02),
        Finish(colour=(0.62, 0.63, 0.66), roughness=0.35, metal=0.5),
    )


def _edges() -> list[Mesh]:
    """Ribs behind and hinges at the root."""
    parts = [box((x, -0.035, PANEL / 2), (0.03, 0.02, PANEL / 2 - 0.05), STEEL) for x in (-0.7, 0.0, 0.7)]
    return parts + [cylinder((x - 0.14, 0, 0), (x + 0.14, 0, 0), 0.045, STEEL, 8) for x in (-0.7, 0.7)]


@dataclass(frozen=True, eq=False, kw_only=True)
class Satellites:
    """Satellites along their paths, turning slowly; the wings open between two moments (seconds)."""

    paths: tuple[Path, ...]
    opening: tuple[float, float]

    @property
    def models(self) -> Mapping[str, Model]:
        return {"satellite": bus_model(), "satellite_panel": panel_model()}

    def opened(self, t: float) -> float:
        """How far the wings are out, 0 folded to 1 flat."""
        first, last = self.opening
        if last <= first:
            return 1.0
        share = float(np.clip((t - first) / (last - first), 0, 1))
        return share * share * (3 - 2 * share)

    def at(self, t: float) -> Moment:
        """Bodies and panels, folded like a screen."""
        bodies, panels = [], []
        for number, path in enumerate(self.paths):
            place = np.asarray(path.position(t), np.float32)
            yaw = float(path.yaw(t)) + 0.05 * t
            pitch, roll = 0.10 * np.sin(0.21 * t + number), 0.35 + 0.06 * t + 2.0 * number
            bodies.append(instances(place[None], 1.0, yaw, pitch, roll))
            panels.append(self._wings(place, turn(yaw, pitch, roll), t))
        return Moment(
            instances={"satellite": np.concatenate(bodies), "satellite_panel": np.concatenate(panels)}
        )

    def _wings(self, place: Array, body: Array, t: float) -> Array:
        """Rows of both wings: each panel hinged at the end of the one before it."""
        fold = (1.0 - self.opened(t)) * 1.50
        rows = np.zeros((2 * PANELS, 16), np.float32)
        for side, sign in enumerate((1.0, -1.0)):
            hinge = np.array((0.0, 0.0, sign * ROOT))
            for k in range(PANELS):
                angle = sign * fold * (1 if k % 2 == 0 else -1)
                lean = turn(roll=-angle) if sign > 0 else turn(roll=-angle) @ np.diag((-1.0, 1.0, -1.0))
                matrix = np.c_[body @ lean, body @ hinge + place]
                rows[side * PANELS + k, :12] = matrix.reshape(-1)
                hinge = hinge + lean @ np.array((0.0, 0.0, PANEL))
        rows[:, 12:] = 1.0
        return rows

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them with open wings."""
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        reach = ROOT + PANELS * PANEL
        half = np.array((3.0, 0.5 * reach, 0.95 * reach), np.float32)
        return place.min(0) - half, place.max(0) + half

    def stir(self, t: float) -> Moment:
        """It never comes down."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Space is silent."""
        return ()


def build_satellite(sheet: CallSheet) -> Satellites:
    """Satellites whose wings unfold where the text says so, else stand open."""
    words = f"{sheet.subject.words if sheet.subject else ''} {sheet.shot.description}".lower()
    action = sheet.subject.action if sheet.subject else ""
    unfolds = action == "open" or any(
        word in words for word in ("展开", "张开", "打开", "unfold", "open", "deploy")
    )
    opening = (0.12 * sheet.duration, 0.80 * sheet.duration) if unfolds else (0.0, 0.0)
    return Satellites(paths=sheet.paths, opening=opening)


ASSET = Asset(
    id="satellite",
    kind="prop",
    words=Words(
        zh=("卫星", "人造卫星", "太阳能帆板", "太阳帆板", "探测器", "通信卫星"),
        en=("satellite", "satellites", "solar panels", "solar panel", "space probe", "probe"),
    ),
    build=build_satellite,
    size=(5.0, 8.0, 21.0),
    lives="space",
    actions=("hover", "open", "fly"),
    closest="ms",
)
