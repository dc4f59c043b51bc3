"""Buildings as subjects: houses, a pagoda, a pavilion, a great hall, a lighthouse, a tower."""

from collections.abc import Callable

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.world.scene import Actor, Model

Size = tuple[float, float, float]


def _standing(
    name: str, make: Callable[[], Model], half: Size, scale: float = 1.0
) -> Callable[[CallSheet], Actor]:
    """A builder of a building whose windows are lit when it is dark."""

    def build(sheet: CallSheet) -> Actor:
        lit = 1.0 if is_dark(sheet.shot.hour) else 0.3 if sheet.shot.weather in ("storm", "rain") else 0.05
        return StillLife(
            parts={name: make()},
            paths=sheet.paths,
            half=half,
            scales=scales_for(sheet) * scale,
            parameter={name: lit},
        )

    return build


def _house() -> Model:
    from yingxi.art.sets.old_town import house_model

    return house_model(1)


def _farm() -> Model:
    from yingxi.art.sets.village import farm_house

    return farm_house(0)


def _pagoda() -> Model:
    from yingxi.art.shapes.buildings import TEMPLE, pagoda
    from yingxi.art.shapes.mesh import versions

    return versions([pagoda(7, 9.0, TEMPLE, fine=fine) for fine in (True, False)], (70.0,))


def _pavilion() -> Model:
    from yingxi.art.shapes.buildings import pavilion
    from yingxi.art.shapes.mesh import model

    return model(pavilion())


def _hall() -> Model:
    from yingxi.art.sets.palace import great_hall

    return great_hall()


def _lighthouse() -> Model:
    from yingxi.art.sets.harbour import lighthouse

    return lighthouse()


def _tower(sheet: CallSheet) -> Actor:
    from yingxi.art.sets.towers import tower_model

    night = 1.0 if is_dark(sheet.shot.hour) else 0.0
    seeds = sheet.random().random((len(sheet.paths), 3))
    return StillLife(
        parts={"tower": tower_model(sheet.seed % 6)},
        paths=sheet.paths,
        half=(14.0, 52.0, 14.0),
        scales=np.ones(len(sheet.paths), np.float32),
        tints={"tower": seeds},
        parameter={"tower": night},
    )


ASSETS = (
    Asset(
        id="house",
        kind="prop",
        size=(11.0, 9.0, 9.0),
        closest="ws",
        words=Words(
            zh=("房子", "房屋", "老屋", "屋子", "木屋", "宅子", "店铺"),
            en=("house", "shop", "old house", "building"),
        ),
        build=_standing("house", _house, (5.6, 4.6, 4.6)),
    ),
    Asset(
        id="farm_house",
        kind="prop",
        size=(10.4, 7.0, 8.2),
        closest="ws",
        words=Words(zh=("茅屋", "小屋", "徽派民居"), en=("hut", "cabin")),
        build=_standing("farm_house", _farm, (5.2, 3.4, 4.2)),
    ),
    Asset(
        id="pagoda",
        kind="prop",
        size=(12.0, 30.0, 12.0),
        closest="ws",
        words=Words(zh=("宝塔", "塔", "佛塔", "古塔", "雷峰塔"), en=("pagoda", "stupa", "temple tower")),
        build=_standing("pagoda", _pagoda, (6.0, 14.0, 6.0)),
    ),
    Asset(
        id="pavilion",
        kind="prop",
        size=(7.0, 6.5, 7.0),
        closest="ws",
        words=Words(zh=("亭子", "凉亭", "楼阁", "亭台", "水榭"), en=("pavilion", "gazebo", "kiosk")),
        build=_standing("pavilion", _pavilion, (3.4, 3.2, 3.4)),
    ),
    Asset(
        id="great_hall",
        kind="prop",
        size=(45.0, 22.0, 25.0),
        closest="ws",
        words=Words(zh=("金殿", "庙", "神殿"), en=("shrine", "temple hall")),
        build=_standing("great_hall", _hall, (22.5, 11.0, 12.5)),
    ),
    Asset(
        id="lighthouse",
        kind="prop",
        size=(8.0, 23.0, 8.0),
        closest="ws",
        words=Words(zh=("灯塔",), en=("lighthouse", "beacon")),
        build=_standing("lighthouse", _lighthouse, (4.0, 11.7, 4.0)),
    ),
    Asset(
        id="tower",
        kind="prop",
        size=(28.0, 105.0, 28.0),
        closest="ws",
        words=Words(
            zh=("高楼", "大厦", "摩天楼", "摩天大楼", "大楼"),
            en=("tower", "skyscraper", "high-rise", "tower block"),
        ),
        build=_tower,
    ),
)
