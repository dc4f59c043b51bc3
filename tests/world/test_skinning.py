"""Skinning: the device bends as numpy does, once for main, mirror, shadow and control passes."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from tiny_world import box, box_surface, digest, harbour, placed

from yingxi.film.errors import YingxiError
from yingxi.world.geometry import pack
from yingxi.world.rigging import bent, on_octahedron, pack_rig, rig, rig_of, shown
from yingxi.world.scene import VERTEX, Air, CameraPose, Grade, Model, Moment, Surface


def arm(material="hero", count=5):
    """A post of stacked cubes, held by two bones that blend up its height."""
    boxes = [box_surface(material, "person", (40 * k + 40, 60, 30)) for k in range(count)]
    vertices = np.concatenate([one.vertices for one in boxes])
    vertices["position"][:, 1] += np.repeat(np.arange(count), 24) + 0.5
    vertices["normal"][:, 3] = np.arange(len(vertices)) % 128
    triangles = np.concatenate([one.triangles + 24 * k for k, one in enumerate(boxes)])
    up = vertices["position"][:, 1] / count
    held = rig(vertices["position"], vertices["normal"][:, :3], np.stack([1 - up, up], 1))
    return Surface(material, "person", vertices, triangles, held)


def bones(t):
    """The lower bone stands; the upper one leans over and to the side."""
    c, s = np.cos(t), np.sin(t)
    lean = np.array([[c, -s, 0, 1.5 * s], [s, c, 0, 0.3], [0, 0, 1, -0.7 * t]])
    return np.stack([np.eye(4)[:3], lean]).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Post:
    """The arm on the water, in a pose of its own, or as numpy bends it."""

    in_numpy: bool = False
    rate: float = 2.0
    models: dict = field(
        default_factory=lambda: {"post": Model((arm(), box_surface("hero", "wood", (9, 9, 9))))}
    )

    def at(self, t):
        moment = Moment(instances={"post": placed((0, 0.2, 8))})
        pose = bones(self.rate * t)
        if self.in_numpy:
            moment.shapes["post"] = tuple(bent(one, pose) for one in self.models["post"].surfaces)
        else:
            moment.poses["post"] = pose
        return moment

    def bounds(self, t):
        return np.float32([-3, 0, 5]), np.float32([3, 6, 11])

    def sounds(self, duration):
        return ()


def scene(actor, **more):
    camera = CameraPose(position=(0, 4, 22), target=(0, 2, 8))
    base = harbour(camera=lambda t: camera, grade=Grade(grain=0.0))
    return replace(base, actors=(actor,), **more)


def read_vertices(drawer):
    """The mesh as the device has it."""
    data = drawer.device.queue.read_buffer(drawer.meshes.vertices)
    return np.frombuffer(data, VERTEX)


def part_of(drawer, name="post"):
    part = drawer.geometry.kinds[drawer.geometry.number[name]].parts[0]
    return read_vertices(drawer)[part.base_vertex : part.base_vertex + part.vertices]


def test_the_device_bends_as_numpy_does(renderer):
    drawer, actor = renderer(), Post()
    drawer.load(scene(actor))
    drawer.still(9)
    found = part_of(drawer)
    wanted = bent(actor.models["post"].surfaces[0], actor.at(9 / 24).poses["post"])
    np.testing.assert_allclose(found["position"], wanted["position"], atol=2e-4)
    assert np.abs(found["normal"].astype(int) - wanted["normal"]).max() <= 1
    for kept in ("colour", "surface"):
        assert (found[kept] == wanted[kept]).all()
    assert (found["normal"][:, 3] == wanted["normal"][:, 3]).all()


def test_the_picture_is_the_one_that_numpy_bends(renderer):
    drawer = renderer()
    drawer.load(scene(Post(), air=Air(sky="day", shadows=True)))
    posed = drawer.still(9).astype(int)
    drawer.load(scene(Post(in_numpy=True), air=Air(sky="day", shadows=True)))
    assert np.abs(posed - drawer.still(9)).max() <= 3


def test_the_same_bytes_twice_in_any_order(renderer):
    drawer = renderer()
    drawer.load(scene(Post()))
    forward = [digest(drawer.still(n)) for n in (2, 7, 12)]
    assert forward == [digest(drawer.still(n)) for n in (12, 7, 2)][::-1]
    assert len(set(forward)) == 3
    many = [digest(planes.y) for planes in drawer.frames((2, 7, 12))]
    assert many == [digest(drawer.frame(n).y) for n in (2, 7, 12)]


@pytest.mark.parametrize("water", [True, False])
def test_a_pose_moves_main_view_mirror_and_shadow(renderer, water):
    drawer = renderer()
    floor = {
        "models": {"floor": box("hero", "ground")},
        "statics": {"floor": placed((0, -0.5, 8), (60, 1, 60))},
    }
    ground = {} if water else {"water": None, **floor}
    air = Air(sky="day", sun=(0.7, 0.5, 0.2), shadows=True)
    drawer.load(scene(Post(rate=0.0), air=air, **ground))
    still = drawer.still(9).astype(int)
    drawer.load(scene(Post(rate=3.0), air=air, **ground))
    moved = np.abs(drawer.still(9).astype(int) - still).max(2) > 12
    figure = drawer.controls(9).of("person") | drawer_at_rest(drawer, air, ground)
    lower = ~figure
    lower[:45] = False
    assert moved[figure].sum() > 40, "main"
    assert moved[lower].sum() > 25, "mirror" if water else "shadow"


def drawer_at_rest(drawer, air, ground):
    drawer.load(scene(Post(rate=0.0), air=air, **ground))
    return drawer.controls(9).of("person")


def test_control_pictures_show_the_pose(renderer):
    drawer = renderer()
    drawer.load(scene(Post()))
    first, later = drawer.controls(0).of("person"), drawer.controls(12).of("person")
    assert first.sum() > 50
    assert (first != later).sum() > 50
    drawer.load(scene(Post(in_numpy=True)))
    assert (drawer.controls(12).of("person") != later).sum() <= 2


@dataclass(frozen=True, eq=False)
class Comes(Post):
    """A post that is bent for a while only."""

    def at(self, t):
        moment = super().at(t)
        if t > 0.4:
            moment.poses.clear()
        return moment


def test_without_a_pose_a_body_is_at_rest_whatever_came_before(renderer):
    drawer = renderer()
    drawer.load(scene(Comes()))
    fresh = digest(drawer.still(12))
    bent_before = digest(drawer.still(6))
    assert bent_before != fresh
    assert digest(drawer.still(12)) == fresh


@dataclass(frozen=True, eq=False)
class Distant(Post):
    """A post whose far version is drawn, bent by the same pose."""

    models: dict = field(
        default_factory=lambda: {"post": Model((arm(),), Model((arm(count=3),)), far_beyond=1.0)}
    )


def test_far_versions_take_the_pose_of_their_model(renderer):
    drawer, actor = renderer(), Distant()
    drawer.load(scene(actor))
    drawer.still(9)
    pose = actor.at(9 / 24).poses["post"]
    wanted = bent(actor.models["post"].far.surfaces[0], pose)
    np.testing.assert_allclose(part_of(drawer, "post/far")["position"], wanted["position"], atol=2e-4)
    near = actor.models["post"].surfaces[0].vertices
    assert (part_of(drawer)["position"] == near["position"]).all(), "what is not drawn is not bent"


def test_models_in_many_poses_share_one_rig():
    model = Model((arm(),))
    geometry = pack({"a": model, "b": model})
    assert len(geometry.rigs) == len(model.surfaces[0].vertices)
    assert [kind.parts[0].rig for kind in geometry.kinds] == [0, 0]
    assert geometry.kinds[0].parts[0].bones == 2


def test_a_rig_keeps_the_four_bones_that_hold_most_and_packs_to_whole_shares():
    dice = np.random.default_rng(3)
    weights = dice.random((50, 9)).astype(np.float32)
    normal = dice.normal(size=(50, 3))
    held = rig(dice.normal(size=(50, 3)), normal, weights)
    np.testing.assert_allclose(held.weights.sum(1), 1, atol=1e-6)
    assert (held.joints == np.argsort(-weights, 1)[:, :4]).all()
    packed = pack_rig(held)
    assert (packed["weights"].astype(int).sum(1) == 65535).all()
    x, y = (packed["normal"] / 32767).T
    z = 1 - abs(x) - abs(y)
    fold = np.maximum(-z, 0)
    opened = np.stack([x - np.copysign(fold, x), y - np.copysign(fold, y), z], 1)
    opened /= np.linalg.norm(opened, axis=1, keepdims=True)
    np.testing.assert_allclose(opened, held.normal, atol=1e-4)
    assert np.abs(on_octahedron(np.float32([[0, 0, -1]]))).max() == 1


def test_the_bone_that_holds_most_comes_first():
    held = rig_of(np.zeros((1, 3)), [[0, 0, 2]], [[7, 4, 9, 2]], [[0.2, 0, 0.5, 0.1]])
    assert held.joints.tolist() == [[9, 7, 2, 0]]
    np.testing.assert_allclose(held.weights, [[0.625, 0.25, 0.125, 0]])


def test_what_no_bone_holds_stays_with_the_first():
    held = rig_of(np.zeros((1, 3)), np.zeros((1, 3)), np.zeros((1, 4)), np.zeros((1, 4)))
    assert held.weights.tolist() == [[1, 0, 0, 0]]
    assert held.normal.tolist() == [[0, 1, 0]]


def test_what_is_shown_is_shape_or_pose_or_rest():
    model = Model((arm(), box_surface("hero", "wood", (9, 9, 9))))
    shape = model.surfaces[1].vertices.copy()
    moment = Moment(poses={"post": bones(1.0)}, shapes={"post": (None, shape)})
    first, second = shown("post", model, moment)
    assert second is shape
    assert (first["position"] == bent(model.surfaces[0], bones(1.0))["position"]).all()
    assert shown("post", model, Moment())[0] is model.surfaces[0].vertices


def test_poses_that_do_not_fit_are_refused(renderer):
    drawer = renderer()

    class Short(Post):
        def at(self, t):
            moment = super().at(t)
            moment.poses["post"] = moment.poses["post"][:1]
            return moment

    with pytest.raises(YingxiError, match="the pose of 'post' has 1 bones, but its rig needs 2"):
        drawer.load(scene(Short())) or drawer.still(1)

    class Stiff(Post):
        def at(self, t):
            moment = super().at(t)
            moment.poses["tower"] = bones(0)
            return moment

    with pytest.raises(YingxiError, match="a pose is given for 'tower', but no model of that name has a rig"):
        drawer.load(scene(Stiff())) or drawer.still(1)
    with pytest.raises(YingxiError, match="a pose has 1 bones, but its rig needs 2"):
        bent(arm(), bones(0)[:1])
