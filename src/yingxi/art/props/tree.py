"""Trees as subjects: a broadleaf, a pine, a willow, a cherry in flower, a clump of bamboo."""

from collections.abc import Callable

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.sets.scenery import LEAVES, grown
from yingxi.world.scene import Actor, Model

Size = tuple[float, float, float]


def _grower(kind: str, half: Size, flowers: str = "", times: float = 1.0) -> Callable[[CallSheet], Actor]:
    """A builder of one kind of tree; `flowers` is the kind that blooms on it."""

    def build(sheet: CallSheet) -> Actor:
        season = sheet.shot.season
        leaf = np.array(colour_for(sheet, LEAVES[kind][season])) * 2
        shape = sheet.seed % 3
        bare = season == "winter" and kind in ("tree", "willow")
        wanted = [f"{kind}_{shape}_wood"] + ([] if bare else [f"{kind}_{shape}_leaves"])
        models: dict[str, Model] = {name: grown(kind)[name] for name in wanted}
        tints = {wanted[-1]: np.tile(leaf, (len(sheet.paths), 1))} if not bare else {}
        if flowers:
            name = f"{flowers}_{shape}_leaves"
            models |= {wanted[0]: grown(kind)[wanted[0]], name: grown(flowers)[name]}
            pink = np.array(colour_for(sheet, (0.85, 0.42, 0.50))) * 2
            count = len(sheet.paths)
            tints = {name: np.tile(pink, (count, 1)), wanted[-1]: np.tile(pink * 0.85, (count, 1))}
        return StillLife(
            parts=models,
            paths=sheet.paths,
            half=half,
            scales=scales_for(sheet, 0.8, 1.2) * times,
            tints=tints,
        )

    return build


def _bamboo_grove(sheet: CallSheet) -> Actor:
    """Eleven culms in a clump at each place."""
    from yingxi.art.props.clump import Clump

    return Clump(kind="bamboo", leaf=LEAVES["bamboo"][sheet.shot.season], paths=sheet.paths, seed=sheet.seed)


ASSETS = (
    Asset(
        id="tree",
        kind="prop",
        size=(7.0, 9.0, 7.0),
        actions=("stand", "sway"),
        closest="ms",
        words=Words(
            zh=("树", "大树", "树木", "老树", "古树", "银杏", "梧桐", "枫树", "榕树"),
            en=("tree", "trees", "oak", "maple", "old tree", "ginkgo", "banyan"),
        ),
        build=_grower("tree", (3.4, 4.7, 3.4)),
    ),
    Asset(
        id="pine",
        kind="prop",
        size=(5.0, 14.0, 5.0),
        actions=("stand", "sway"),
        closest="ms",
        words=Words(
            zh=("松树", "青松", "松", "杉树", "圣诞树", "柏树"),
            en=("pine", "pine tree", "fir", "spruce", "cypress", "christmas tree"),
        ),
        build=_grower("pine", (2.4, 7.0, 2.4)),
    ),
    Asset(
        id="willow",
        kind="prop",
        size=(9.0, 8.5, 9.0),
        actions=("stand", "sway"),
        closest="ms",
        words=Words(zh=("柳树", "垂柳", "杨柳", "柳"), en=("willow", "weeping willow", "willows")),
        build=_grower("willow", (4.6, 4.3, 4.6)),
    ),
    Asset(
        id="cherry_tree",
        kind="prop",
        size=(7.0, 9.0, 7.0),
        actions=("stand", "sway"),
        closest="ms",
        words=Words(
            zh=("樱花树", "樱花", "桃树", "桃花", "梅花", "梅树", "海棠", "杏花", "桂花树"),
            en=(
                "cherry tree",
                "cherry blossom",
                "cherry blossoms",
                "peach tree",
                "peach blossom",
                "plum blossom",
                "blossom",
            ),
        ),
        build=_grower("tree", (3.4, 4.7, 3.4), "blossom"),
    ),
    Asset(
        id="bamboo_grove",
        kind="prop",
        size=(4.0, 11.0, 4.0),
        actions=("stand", "sway"),
        closest="ms",
        words=Words(zh=("竹子", "竹", "翠竹", "竹丛"), en=("bamboo plant", "bamboo stalks", "bamboos")),
        build=_bamboo_grove,
    ),
)
