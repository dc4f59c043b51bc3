"""Where everything stands in the river city: the river runs along x, the old town on the far bank (-z)."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.sets import river_city_banks as banks
from yingxi.art.sets import river_city_new as new
from yingxi.art.sets import river_city_old as old
from yingxi.art.sets import river_city_people as people
from yingxi.art.sets import river_city_signs as signs
from yingxi.art.shapes import Numbers, instance
from yingxi.world.scene import Array, Model

FAR_BANK, NEAR_BANK = -88.0, 92.0
"""z of the two quays, metres: the river is 180 m wide."""
BRIDGES = (126.0, -196.0)
OPEN = 46.0
"""So far to both sides of the middle neither tree nor lamp stands before the near crowd, metres."""
WARM, COLD, ROSE, JADE, AMBER = (
    (1.0, 0.50, 0.12),
    (0.08, 0.70, 1.0),
    (1.0, 0.13, 0.42),
    (0.10, 0.90, 0.58),
    (1.0, 0.36, 0.08),
)
LINES = (WARM, WARM, AMBER, WARM, COLD, ROSE, JADE)
TOWERS: dict[str, Callable[[], Model]] = {
    "river_city_slab": new.slab_tower,
    "river_city_stepped": new.stepped_tower,
    "river_city_crowned": new.crowned_tower,
}
PAGODAS = (
    # x, z, size, kind, light
    (92.0, -130.0, 1.60, "tall", WARM),
    (-66.0, -124.0, 1.25, "slim", COLD),
    (-152.0, -172.0, 1.30, "tall", AMBER),
    (208.0, -142.0, 1.50, "slim", COLD),
    (330.0, -62.0, 1.40, "slim", ROSE),
    (-330.0, -78.0, 1.70, "tall", WARM),
    (300.0, 116.0, 1.40, "tall", WARM),
    (-262.0, 120.0, 1.50, "tall", WARM),
    (0.0, -101.0, 0.85, "low", WARM),
    (119.0, -100.0, 0.80, "low", WARM),
    (-111.0, -101.0, 0.80, "low", AMBER),
)


@dataclass(eq=False)
class Plan:
    """What stands in the city: models by name and, until it is finished, rows of instances by name."""

    models: dict[str, Model] = field(default_factory=dict)
    rows: dict[str, list[Array]] = field(default_factory=dict)

    def put(self, name: str, model: Model, row: Array) -> None:
        """Stand one more of a model."""
        self.models[name] = model
        self.rows.setdefault(name, []).append(row)

    def statics(self) -> dict[str, Array]:
        """Instance tables (n, 16) by model name."""
        return {name: np.array(rows, np.float32) for name, rows in self.rows.items()}


def lay_out(seed: int, awake: float) -> Plan:
    """The whole city; `awake` is how bright its own light is (1 by night, near 0 by day)."""
    plan, dice = Plan(), np.random.default_rng(seed)
    _lay_banks(plan, dice, awake)
    _lay_pagodas(plan, awake)
    _lay_old_town(plan, dice, awake)
    _lay_towers(plan, dice, awake)
    _lay_landmarks(plan, awake)
    _lay_crowd(plan, dice)
    return plan


def _lay_banks(plan: Plan, dice: np.random.Generator, awake: float) -> None:
    for name, model, first, every in (
        ("river_city_quay", banks.quay(), -405.0, banks.QUAY),
        ("river_city_paving", banks.paving(), -390.0, 60.0),
        ("river_city_lamp", banks.lamp_post(), -417.0, 8.6),
    ):
        for x in np.arange(first, 466, every):
            plan.put(name, model, instance((x, 0, FAR_BANK), parameter=awake))
            if name != "river_city_lamp" or abs(x) > OPEN:
                plan.put(name, model, instance((x, 0, NEAR_BANK), yaw=np.pi, parameter=awake))
    for x in BRIDGES:
        plan.put("river_city_bridge", old.bridge(), instance((x, 0, 2), parameter=awake))
    for x in np.arange(-290, 350, 7.0):
        for z, share in ((FAR_BANK - 5.5, 0.85), (NEAR_BANK + 5.5, 0.6)):
            if dice.random() < share and not (z > 0 and abs(x) < OPEN):
                place = (x + dice.normal(), banks.QUAY_TOP, z + dice.normal() * 0.5)
                kind = dice.random() < 0.22
                size = dice.uniform(0.75, 1.05) if kind else dice.uniform(0.62, 0.95)
                name, model = (
                    ("river_city_willow", banks.willow()) if kind else ("river_city_tree", banks.tree())
                )
                plan.put(name, model, instance(place, size, yaw=dice.uniform(0, 6.28)))
    for index, (z, height, seed) in enumerate(((-900, 190, 3), (-1300, 330, 5), (-1800, 520, 8))):
        plan.put(f"river_city_hills_{index}", banks.hills(height, seed), instance((0, 0, z)))


def _lay_pagodas(plan: Plan, awake: float) -> None:
    kinds = {"tall": (7, 9.0, 6.2, 8), "slim": (5, 8.0, 6.2, 8), "low": (2, 9.0, 6.5, 6)}
    for x, z, size, kind, light in PAGODAS:
        row = instance((x, banks.QUAY_TOP, z), size, yaw=x * 0.01, tint=light, parameter=awake)
        plan.put(f"river_city_pagoda_{kind}", old.pagoda(*kinds[kind]), row)


def _lay_old_town(plan: Plan, dice: np.random.Generator, awake: float) -> None:
    """A front row along the far quay, a second row behind it, a quiet row on the near bank."""
    x = -285.0
    while x < 350:
        kind = int(dice.integers(3))
        storeys, width, depth = ((2, 14.0, 10.0), (3, 12.0, 10.0), (1, 16.0, 9.0))[kind]
        near_tall = min(abs(x - place[0]) for place in PAGODAS if abs(place[1] - FAR_BANK) < 45) < 11
        if not near_tall:
            _house(plan, dice, awake, (x, -104.0 - dice.random() * 5), kind, dice.uniform(0.85, 1.1), 0.0)
        if dice.random() < 0.75:
            _house(
                plan,
                dice,
                awake,
                (x + 6, -130.0 - dice.random() * 14),
                int(dice.integers(2)),
                dice.uniform(1.05, 1.5),
                0.0,
            )
        if dice.random() < 0.8:
            _house(plan, dice, awake, (x + 3, 113.0 + dice.random() * 5), kind, dice.uniform(0.9, 1.2), np.pi)
        x += width + 2.0 + dice.random() * 3
        del storeys, depth
    for x in (-26.0, 148.0):
        plan.put(
            "river_city_gate",
            old.gate(),
            instance((x, banks.QUAY_TOP, -94.5), 0.85, tint=WARM, parameter=awake),
        )


def _house(
    plan: Plan,
    dice: np.random.Generator,
    awake: float,
    place: tuple[float, float],
    kind: int,
    size: float,
    yaw: float,
) -> None:
    storeys, width, depth = ((2, 14.0, 10.0), (3, 12.0, 10.0), (1, 16.0, 9.0))[kind]
    light = LINES[int(dice.integers(len(LINES)))]
    bright = awake * dice.uniform(0.45, 1.15)
    row = instance(
        (place[0], banks.QUAY_TOP, place[1]), size, yaw + dice.normal() * 0.05, tint=light, parameter=bright
    )
    plan.put(f"river_city_house_{kind}", old.tea_house(storeys, width, depth), row)
    if yaw == 0.0 and dice.random() < 0.5 and awake > 0.3:
        words = signs.UPRIGHT[int(dice.integers(len(signs.UPRIGHT)))]
        hue = signs.HUES[int(dice.integers(len(signs.HUES)))]
        high = 1.5 + dice.random() * 0.9
        spot = (
            place[0] + size * width * 0.40,
            banks.QUAY_TOP + 3.4 + len(words) * high / 2,
            place[1] + size * depth * 0.5 + 1.4,
        )
        plan.put(
            f"river_city_sign_{words}",
            signs.upright_sign(words),
            instance(spot, high, tint=hue, parameter=awake),
        )


def _lay_towers(plan: Plan, dice: np.random.Generator, awake: float) -> None:
    """Four rows of towers behind the old town, highest in the middle, and some on the flanks and behind."""
    for depth, (z, count, low, high) in enumerate(
        ((-188, 22, 26, 62), (-262, 24, 45, 125), (-370, 26, 70, 190), (-520, 26, 90, 260))
    ):
        for k in range(count):
            x = -430 + (k + 0.5) / count * 920 + dice.normal() * 7
            middle = np.exp(-(((x - 70) / 190) ** 2))
            tall = 0.74 * (low + (high - low) * (0.25 + 0.75 * dice.random() ** 1.4) * (0.45 + 0.55 * middle))
            _tower(plan, dice, awake, (x, z + dice.normal() * 14), 14 + 14 * dice.random() + depth * 4, tall)
    for k in range(16):
        _tower(
            plan,
            dice,
            awake,
            (-530 - dice.random() * 260, -90 + k * 16 + dice.normal() * 5),
            22 + 14 * dice.random(),
            40 + 130 * dice.random() ** 1.4,
        )
        _tower(
            plan,
            dice,
            awake,
            (440 + dice.random() * 260, -120 + k * 18 + dice.normal() * 5),
            24 + 14 * dice.random(),
            40 + 120 * dice.random() ** 1.4,
        )
    for k in range(22):
        _tower(
            plan,
            dice,
            awake,
            (-420 + k * 40 + dice.normal() * 6, 176 + dice.random() * 120),
            22 + 14 * dice.random(),
            30 + 90 * dice.random() ** 1.5,
        )


def _tower(
    plan: Plan,
    dice: np.random.Generator,
    awake: float,
    place: tuple[float, float],
    width: float,
    height: float,
) -> None:
    names = list(TOWERS)
    name = names[0] if height < 45 else names[int(dice.integers(3))]
    deep = width * dice.uniform(0.75, 1.1)
    seeds = dice.random(3)
    row = instance((place[0], 0, place[1]), (width, height, deep), tint=seeds, parameter=awake)
    plan.put(name, TOWERS[name](), row)
    if name == "river_city_slab" and height > 24:
        top = instance(
            (place[0], height * 1.017, place[1]), width / 20 * 0.85, yaw=float(dice.integers(4)) * np.pi / 2
        )
        plan.put("river_city_plant", new.roof_plant(), top)
    if dice.random() < 0.30 and awake > 0.3 and place[1] < -150:
        words = signs.UPRIGHT[int(dice.integers(len(signs.UPRIGHT)))]
        high = min(height * 0.5 / len(words), 9 + 5 * dice.random())
        hue = signs.HUES[int(dice.integers(len(signs.HUES)))]
        spot = (place[0] + width * dice.uniform(-0.35, 0.35), height * 0.62, place[1] + deep * 0.5 + 0.8)
        plan.put(
            f"river_city_sign_{words}",
            signs.upright_sign(words),
            instance(spot, high, tint=hue, parameter=awake),
        )


def _lay_landmarks(plan: Plan, awake: float) -> None:
    for x, z, width, height, seeds in (
        (-152, -300, 44, 285, (0.15, 0.7, 0.9)),
        (246, -330, 52, 330, (0.62, 0.95, 0.55)),
    ):
        row = instance((x, 0, z), (width, height, width), tint=seeds, parameter=awake)
        plan.put("river_city_twisted", new.twisted_tower(), row)
    plan.put("river_city_pearl", new.pearl_tower(), instance((-30, 0, -390), 0.80, parameter=awake))


def _lay_crowd(plan: Plan, dice: np.random.Generator) -> None:
    """People along both rails, looking over the water."""
    for x in np.arange(-210, 240, 1.15):
        for z, yaw, share in ((FAR_BANK - 1.0, -np.pi / 2, 0.62), (NEAR_BANK + 1.0, np.pi / 2, 0.55)):
            if dice.random() > share:
                continue
            pose = int(dice.choice(5, p=(0.44, 0.10, 0.28, 0.12, 0.06)))
            back = dice.random() ** 2 * 2.2 * (1 if z > 0 else -1)
            tint = np.array(
                ((0.8, 0.15, 0.1), (0.15, 0.25, 0.6), (0.7, 0.7, 0.75), (0.2, 0.2, 0.22), (0.6, 0.4, 0.1))
            )[int(dice.integers(5))]
            place = (x + dice.normal() * 0.25, banks.QUAY_TOP, z + back)
            turn = yaw + dice.normal() * 0.35
            plan.put(
                f"river_city_person_{pose}",
                people.spectator(pose),
                instance(place, dice.uniform(0.9, 1.06), turn, tint=tint),
            )


def people_with_phones(statics: dict[str, Array]) -> Numbers:
    """Where phones shine: (n, 3) above those who hold one up."""
    rows = statics.get("river_city_person_2")
    if rows is None:
        return np.zeros((0, 3))
    matrix = rows[:, :12].reshape(-1, 3, 4)
    return np.asarray(matrix @ np.array([0.33, 1.80, 0.0, 1.0]))
