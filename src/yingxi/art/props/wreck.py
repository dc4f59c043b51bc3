"""A burning wreck: a bent frame with torn plates, fire in three places, a column of black smoke."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.burning import Burning
from yingxi.art.props.campfire import flames_for
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.solids import cylinder, grid, tube
from yingxi.world.scene import Actor, Model

MOUTHS = np.array([(-0.9, 0.55, 0.2), (1.0, 0.35, -0.3), (0.1, 0.9, 0.0)])
"""Where it burns, metres from its middle on the ground."""


@kept
def wreck_model() -> Model:
    """4.4 m of ribs and plates, some fallen beside it."""
    return model(_parts(7, 7), model(_parts(4, 4)), 45.0)


def _parts(sides: int, fine: int) -> list[tuple[Mesh, str, str]]:
    rng = np.random.default_rng(31)
    iron = Finish(colour=(0.045, 0.040, 0.037), roughness=0.75, metal=0.5, open=0.7)
    ribs: list[Mesh] = []
    for x in np.linspace(-1.9, 1.9, 6):
        high, lean = 1.25 * (1 - 0.35 * (x / 2) ** 2) * rng.uniform(0.7, 1.05), rng.normal(0, 0.16)
        arc = np.linspace(0, np.pi, 9)[: rng.integers(6, 10)]
        path = [(x + lean * np.sin(a), high * np.sin(a) - 0.1, 0.95 * np.cos(a)) for a in arc]
        ribs.append(tube(path, 0.045, iron, sides))
    for z, y in ((0.85, 0.2), (-0.85, 0.25), (0.0, 1.0)):
        bent = [(x, y + 0.09 * np.sin(3 * x + z), z + 0.1 * np.sin(2 * x)) for x in np.linspace(-2.1, 2.0, 8)]
        ribs.append(tube(bent, 0.05, iron, sides))
    ribs += [
        cylinder((x, 0.35, z), (x, 0.35, z + 0.16), 0.34, iron, 3 * sides)
        for x, z in ((-1.4, 0.8), (1.5, -0.95))
    ]
    return [(merge(ribs), "hero", "metal"), (merge([_plate(rng, fine) for _ in range(15)]), "hero", "metal")]


def _plate(rng: np.random.Generator, fine: int) -> Mesh:
    """A sheet with a torn edge, crumpled, on the ribs or on the ground; seen from both sides."""
    u, v = np.meshgrid(np.linspace(-1, 1, fine), np.linspace(-1, 1, fine), indexing="ij")
    wide, long = rng.uniform(0.25, 0.5), rng.uniform(0.3, 0.7)
    torn = 1 + 0.22 * rng.normal(size=u.shape) * (np.maximum(np.abs(u), np.abs(v)) > 0.9)
    crumple = 0.10 * np.sin(3 * u + rng.uniform(0, 6)) * np.cos(2.5 * v + rng.uniform(0, 6))
    fallen, angle = rng.random() < 0.35, rng.uniform(0.25, 2.9)
    x = rng.uniform(-1.9, 1.9)
    if fallen:
        place = [x * 1.3 + long * u * torn, 0.05 + np.abs(crumple), rng.choice([-1.6, 1.5]) + wide * v * torn]
    else:
        around, out = angle + 0.5 * v * torn, 1.02 + crumple
        place = [x + long * u * torn, 1.1 * out * np.sin(around) - 0.05, 0.95 * out * np.cos(around)]
    rust = rng.uniform(0, 1)
    colour = (1 - rust) * np.array((0.050, 0.048, 0.048)) + rust * np.array((0.115, 0.055, 0.030))
    finish = Finish(colour=colour, roughness=0.8, metal=0.35, open=0.75)
    sheet = np.stack(place, -1)
    return merge([grid(sheet, finish), grid(sheet, finish, flipped=True)])


def build_wreck(sheet: CallSheet) -> Actor:
    """Wrecks where blocking puts them."""
    scales = scales_for(sheet)
    return Burning(
        still=StillLife(
            parts={"wreck": wreck_model()},
            paths=sheet.paths,
            half=(2.4, 0.75, 1.6),
            scales=scales,
            heard="fire",
        ),
        mouths=MOUTHS,
        flames=flames_for(sheet, scales, (1.5, 1.1, 2.1), broad=0.36, smoke=0.62, soot=0.022, sparks=26),
    )


ASSET = Asset(
    id="wreck",
    kind="prop",
    words=Words(
        zh=("残骸", "燃烧的残骸", "废墟残骸", "坠毁的飞船", "废铁"),
        en=("wreck", "wreckage", "burning wreck", "burning wreckage", "crashed ship"),
    ),
    build=build_wreck,
    size=(4.8, 2.8, 3.2),
    actions=("burn", "smoke", "stand"),
    closest="fs",
)
