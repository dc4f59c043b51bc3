"""Frames: the same bytes whoever draws them, any size, nothing not a number, errors in one line."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tiny_world import NIGHT, Barge, digest, harbour, placed

from yingxi.film.errors import UsageError, YingxiError
from yingxi.world import Renderer, device
from yingxi.world.scene import Air, CameraPose, Grade, Moment, Water, World

PICTURES = Path(__file__).parent / "pictures"
DAY = Air(sky="day", shadows=True)


def test_order_of_frames_does_not_matter(renderer):
    drawer = renderer()
    drawer.load(harbour())
    forward = [digest(drawer.still(n)) for n in (3, 5, 9)]
    backward = [digest(drawer.still(n)) for n in (9, 5, 3)]
    assert forward == backward[::-1]
    assert len(set(forward)) == 3


def test_pipelined_frames_are_the_single_frames(renderer):
    drawer = renderer()
    drawer.load(harbour())
    many = [digest(planes.y) for planes in drawer.frames(range(5))]
    assert many == [digest(drawer.frame(n).y) for n in range(5)]


def test_drafts_are_shot_on_threes(renderer):
    drawer = renderer(quality="draft")
    drawer.load(harbour())
    many = [digest(planes.y) for planes in drawer.frames(range(-1, 6))]
    assert many == [digest(drawer.frame(n).y) for n in range(-1, 6)]
    assert many[1] == many[2] == many[3] != many[4] == many[5] == many[6] != many[0]


def test_a_view_of_the_sky_alone_draws_no_water(renderer):
    drawer = renderer()
    up = CameraPose(position=(0, 6, 20), target=(0, 30, 0))
    drawer.load(harbour(camera=lambda t: up))
    assert not drawer.prepare(1).water
    assert not drawer.prepare(1).mirror
    wet = drawer.still(1)
    drawer.load(harbour(camera=lambda t: up, water=None))
    assert (drawer.still(1) == wet).all()


def test_another_process_draws_the_same_bytes(renderer):
    drawer = renderer()
    drawer.load(harbour())
    here = {n: digest(drawer.still(n)) for n in (4, 8)}
    program = [sys.executable, str(Path(__file__).with_name("tiny_world.py")), "8", "4"]
    lines = subprocess.run(program, capture_output=True, text=True, check=True).stdout.split()
    assert dict(zip(map(int, lines[::2]), lines[1::2], strict=True)) == here


def test_loading_another_world_and_back_changes_nothing(renderer):
    drawer = renderer()
    drawer.load(harbour())
    before = digest(drawer.still(2))
    drawer.load(harbour(air=DAY))
    assert digest(drawer.still(2)) != before
    drawer.load(harbour())
    assert digest(drawer.still(2)) == before


@pytest.mark.parametrize("size", [(64, 64), (90, 160), (118, 66), (128, 128), (222, 92), (854, 480)])
def test_every_even_size_and_aspect(renderer, size):
    drawer = Renderer(size)
    drawer.load(harbour())
    planes = drawer.frame(1)
    assert planes.size == size
    assert planes.u.shape == planes.v.shape == (size[1] // 2, size[0] // 2)
    assert planes.y.std() > 4
    assert abs(float(planes.u.mean()) - 128) < 40


@pytest.mark.parametrize(
    "air", [NIGHT, DAY, Air(sky="overcast", rain=0.6), Air(sky="space", stars=1), Air(snow=0.5, petals=0.5)]
)
def test_every_sky_gives_a_lively_picture(renderer, air):
    drawer = renderer()
    drawer.load(harbour(air=air))
    first, later = drawer.still(0).astype(float), drawer.still(12).astype(float)
    assert 8 < first.mean() < 235
    assert np.abs(first - later).mean() > 0.3


def test_no_light_is_not_a_number(renderer):
    drawer = renderer()
    dark = Air(sky="day", sun_colour=(0, 0, 0), zenith=(0, 0, 0), horizon=(0, 0, 0), ground=(0, 0, 0))
    down = CameraPose(position=(0, 5, 0), target=(0, 0, 0))
    drawer.load(
        harbour(air=dark, camera=lambda t: down, grade=Grade(grain=0, contrast=1.4, lift=(-0.1, -0.1, -0.1)))
    )
    assert drawer.still(0).mean() < 90
    bright = Air(sky="day", sun=(0, 0.2, -1), sun_colour=(900, 900, 900))
    drawer.load(harbour(air=bright))
    picture = drawer.still(0)
    assert picture.mean() > 120
    assert (picture.sum(2) > 0).mean() > 0.98


def test_water_mirrors_a_lamp_only_with_water(renderer):
    drawer = renderer()
    drawer.load(harbour())
    wet = drawer.still(24)[60:, 60:110].astype(float)
    drawer.load(harbour(water=None))
    assert np.abs(drawer.still(24)[60:, 60:110] - wet).mean() > 2


def test_shadows_darken(renderer):
    drawer = renderer()
    ground = {"floor": placed((0, -0.5, 0), (60, 1, 60)), "post": placed((0, 2, 0), (1, 4, 1))}
    models = {"floor": harbour().models["tower"], "post": Barge().models["barge"]}
    models["floor"] = type(models["floor"])((stone_of(models["floor"]),))
    pose = CameraPose(position=(0, 8, 14), target=(0, 0, 0))

    def world(shadows: bool) -> World:
        air = Air(sky="day", sun=(1, 1, 0.2), shadows=shadows)
        return World(actors=(), camera=lambda t: pose, air=air, grade=Grade(), models=models, statics=ground)

    drawer.load(world(False))
    lit = drawer.still(0).astype(int).sum(2)
    drawer.load(world(True))
    shaded = drawer.still(0).astype(int).sum(2)
    assert 0.01 < (lit - shaded > 60).mean() < 0.3
    assert (shaded - lit > 60).mean() < 0.002


def stone_of(model):
    """The model's surface made of stone."""
    surface = model.surfaces[0]
    return type(surface)("stone", "stone", surface.vertices, surface.triangles)


def test_look_up_cube_is_applied(renderer):
    drawer = renderer()
    drawer.load(harbour())
    plain = drawer.still(0).astype(int)
    steps = np.linspace(0, 1, 17, dtype=np.float32)
    cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1)
    drawer.load(harbour(grade=Grade(lut=cube)))
    assert np.abs(drawer.still(0).astype(int) - plain).mean() < 1.5
    drawer.load(harbour(grade=Grade(lut=1 - cube)))
    assert np.corrcoef(drawer.still(0).reshape(-1), plain.reshape(-1))[0, 1] < -0.9


def test_draft_is_quick_and_alike(renderer):
    film, draft = renderer(), renderer(quality="draft")
    film.load(harbour())
    draft.load(harbour())
    assert np.abs(film.still(6).astype(int) - draft.still(6)).mean() < 12


@pytest.mark.parametrize(
    ("size", "words"),
    [((161, 90), "size 161x90 has an odd side.*use 162x90"), ((32, 64), "sides may be 64 to 7680")],
)
def test_sizes_that_cannot_be(size, words):
    with pytest.raises(UsageError, match=words):
        Renderer(size)


def test_unknown_material_sky_and_model_are_named(renderer):
    drawer = renderer()
    plain = harbour()
    misspelt = type(plain.models["tower"])(
        (type(stone_of(plain.models["tower"]))("stonne", "stone", *mesh_of(plain)),)
    )
    world = World(actors=(), camera=plain.camera, air=NIGHT, grade=Grade(), models={"tower": misspelt})
    with pytest.raises(UsageError, match="unknown material 'stonne'; did you mean 'stone'"):
        drawer.load(world)
    with pytest.raises(UsageError, match="unknown sky 'dai'; did you mean 'day'"):
        drawer.load(harbour(air=Air(sky="dai")))
    stray = World(
        actors=(), camera=plain.camera, air=NIGHT, grade=Grade(), statics={"ghost": placed((0, 0, 0))}
    )
    with pytest.raises(YingxiError, match="'ghost' is placed, but no model"):
        drawer.load(stray)


def mesh_of(world):
    """Vertices and triangles of the tower."""
    surface = world.models["tower"].surfaces[0]
    return surface.vertices, surface.triangles


def test_no_adapter_is_said_in_one_line(monkeypatch):
    import wgpu

    monkeypatch.setattr(wgpu.gpu, "request_adapter_sync", lambda **_: None)
    with pytest.raises(YingxiError, match=r"no graphics adapter.*mesa-vulkan-drivers.*yingxi doctor"):
        device.find_adapter()


def test_drawing_before_loading_is_an_error():
    with pytest.raises(YingxiError, match=r"Renderer.load\(world\) first"):
        Renderer((64, 64)).still(0)


def test_actor_that_stirs_leaves_the_same_wake(renderer):
    class Stirrer(Barge):
        def stir(self, t: float) -> Moment:
            whole = self.at(t)
            return Moment(waves=whole.waves, foam=whole.foam)

    drawer = renderer()
    drawer.load(harbour())
    plain = digest(drawer.still(3))
    world = harbour()
    drawer.load(World(**{**fields_of(world), "actors": (Stirrer(),)}))
    assert digest(drawer.still(3)) == plain


def fields_of(world):
    """A world's fields by name."""
    return {name: getattr(world, name) for name in world.__dataclass_fields__}


@pytest.mark.parametrize("name", ["night", "day"])
def test_picture_looks_as_it_did(renderer, name, tmp_path):
    drawer = renderer((320, 180))
    drawer.load(harbour(air=DAY if name == "day" else NIGHT, water=Water(swell=0.05)))
    actual = drawer.still(30)
    expected = np.asarray(Image.open(PICTURES / f"{name}.png").convert("RGB"))
    difference = np.abs(blurred(actual) - blurred(expected))
    if difference.mean() > 2.5 or np.percentile(difference, 99) > 18:
        side = np.concatenate([expected, actual, np.clip(difference * 6, 0, 255).astype(np.uint8)], axis=1)
        shown = tmp_path / f"{name}.png"
        Image.fromarray(side).save(shown)
        pytest.fail(f"expected, actual, difference: {shown} (mean {difference.mean():.2f})")


def blurred(picture: np.ndarray) -> np.ndarray:
    """Means of 4 x 4 pixels: noise and grain out, forms and colours in."""
    height, width = picture.shape[0] // 4 * 4, picture.shape[1] // 4 * 4
    cells = picture[:height, :width].reshape(height // 4, 4, width // 4, 4, 3).astype(np.float32).mean((1, 3))
    return cells.repeat(4, 0).repeat(4, 1)[: picture.shape[0], : picture.shape[1]]
