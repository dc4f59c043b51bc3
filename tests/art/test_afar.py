"""Figures for afar: within their budgets, whole, bent by the same bones, never instead of a hero near by."""

import numpy as np
import pytest

from yingxi.art.bodies.afar import EXTRA, HERO, seen_only
from yingxi.art.bodies.audience import LOOKS
from yingxi.art.bodies.crowd import light_figure
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.pieces import Piece, piece, sheet_triangles
from yingxi.art.bodies.pose import STANDING, bone_transforms
from yingxi.art.bodies.wardrobe import tailor
from yingxi.art.kept import versions_of
from yingxi.world.geometry import pack
from yingxi.world.optics import view_of
from yingxi.world.rigging import bent
from yingxi.world.scene import CameraPose
from yingxi.world.staging import Detail, chosen_kinds, gather


@pytest.mark.parametrize("cut", ["modern", "robe", "gown"])
def test_a_hero_gets_lighter_with_the_distance_and_stays_whole(cut: str) -> None:
    figure = tailor(Dress(cut=cut, build="woman"))
    near, *far = versions_of(figure.model)
    assert [version.far_beyond for version in (near, *far[:-1])] == [beyond for _, beyond in HERO]
    bones = bone_transforms(figure.body, STANDING)
    for (most, _), version in zip(HERO, far, strict=True):
        count = sum(len(part.triangles) for part in version.surfaces)
        assert 0.5 * most < count <= most * 1.05
        points = np.concatenate([bent(part, bones)["position"] for part in version.surfaces])
        low, high = points.min(0), points.max(0)
        assert high[1] > 0.94 * figure.body.height
        assert low[1] < 0.09


def test_one_of_a_crowd_has_two_lighter_versions() -> None:
    model = light_figure(LOOKS[0]).model
    counts = [sum(len(part.triangles) for part in version.surfaces) for version in versions_of(model)]
    assert len(counts) == 3
    assert all(count <= most * 1.05 for count, (most, _) in zip(counts[1:], EXTRA, strict=True))
    assert model.yields


def test_what_lies_under_another_layer_is_left_out() -> None:
    def sheet(height: float, wide: int) -> Piece:
        x, z = np.meshgrid(0.02 * np.arange(wide), 0.02 * np.arange(21), indexing="ij")
        places = np.stack([x, 0 * x + height, z], -1)
        facing = np.tile((0.0, 1.0, 0.0), (21 * wide, 1))
        faces = sheet_triangles(wide, 21)
        return piece(places, faces, [[1.0]], (1, 1, 1), "garment", "cloth", normal=facing)

    under, over = seen_only([sheet(0.0, 21), sheet(0.01, 11)])
    assert len(over.triangles) == 400
    assert 400 < len(under.triangles) < 650
    assert under.position[:, 0].max() == pytest.approx(0.4)


def test_a_hero_near_by_is_never_drawn_lighter_but_in_mirrors() -> None:
    model = tailor(Dress(cut="robe")).model
    geometry = pack({"hero": model})
    row = np.float32([[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1]])
    crowd = gather(geometry, {"hero": row})
    view = view_of(CameraPose(position=(0, 1, 9), target=(0, 1, 0)), (160, 90))
    lean = Detail(1.0, 0.0)
    names = [
        geometry.kinds[chosen_kinds(geometry, crowd, seen, mirrored, lean)[2][0]].name
        for seen, mirrored in ((view, False), (view.mirrored, True))
    ]
    assert names[0] == "hero"
    assert names[1].startswith("hero/far")
