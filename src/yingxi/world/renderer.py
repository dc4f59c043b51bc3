"""The renderer: loads a world and draws its frames, each a pure function of world and frame number."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import numpy as np

from yingxi.film.errors import UsageError, YingxiError
from yingxi.media.frames import Planes, rgb_from_planes
from yingxi.world import passes, uniforms
from yingxi.world.device import open_device
from yingxi.world.finishing import Finisher
from yingxi.world.geometry import Geometry, models_of, pack
from yingxi.world.lamps import choose_lamps
from yingxi.world.moments import moment_at
from yingxi.world.optics import view_of
from yingxi.world.props import Props
from yingxi.world.scene import CameraPose, Moment, World
from yingxi.world.staging import Crowd, gather, join, stage
from yingxi.world.targets import new_targets, sizes_for
from yingxi.world.waves import Wakes, swell_waves, water_fan

Quality = Literal["film", "draft", "gpu"]
RING = 3


class Renderer:
    """Draws worlds at one size and rate. One per worker process; `load` swaps worlds."""

    def __init__(
        self, size: tuple[int, int] = (1920, 1080), *, fps: int = 24, quality: Quality = "film"
    ) -> None:
        check_size(size)
        self.device = open_device()
        self.size, self.fps = size, fps
        self.quality: Quality = "gpu" if quality == "film" and self.device.hardware else quality
        self.sizes = sizes_for(size, inner_scale(size, self.quality))
        self.targets = new_targets(self.device, self.sizes)
        self.props = Props(self.device, self.targets)
        self.finisher = Finisher(self.device, self.sizes, self.targets)
        self.world: World | None = None
        self.slots = [self.new_slot() for _ in range(RING)]
        self.fan = self.new_fan()

    def new_slot(self) -> Any:
        """A buffer that a frame is read back through."""
        import wgpu

        rows = self.size[1] + self.size[1] // 2
        usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ
        return self.device.gpu.create_buffer(size=self.sizes.stride * rows, usage=usage)

    def new_fan(self) -> tuple[Any, Any, int]:
        """The water's mesh on the device."""
        import wgpu

        vertices, triangles = water_fan()
        gpu = self.device.gpu
        return (
            gpu.create_buffer_with_data(data=vertices, usage=wgpu.BufferUsage.VERTEX),
            gpu.create_buffer_with_data(data=triangles, usage=wgpu.BufferUsage.INDEX),
            len(triangles),
        )

    def load(self, world: World) -> None:
        """Take a world: its meshes, pictures and water."""
        import wgpu

        self.world = world
        self.geometry: Geometry = pack(models_of(world))
        vertex = wgpu.BufferUsage.VERTEX | wgpu.BufferUsage.COPY_DST
        gpu = self.device.gpu
        self.meshes = passes.Meshes(
            gpu.create_buffer_with_data(data=self.geometry.vertices, usage=vertex),
            gpu.create_buffer_with_data(data=self.geometry.triangles, usage=wgpu.BufferUsage.INDEX),
            *self.fan,
        )
        self.statics: Crowd = gather(self.geometry, world.statics)
        self.props.set_atlas(world.atlas)
        self.finisher.set_cube(world.grade.lut)
        self.wakes = Wakes(world.actors, world.water, self.fps) if world.water else None

    def loaded(self) -> World:
        """The world being drawn; raises YingxiError before `load`."""
        if self.world is None:
            raise YingxiError("no world is loaded; call Renderer.load(world) first")
        return self.world

    def prepare(self, frame: int) -> tuple[passes.Plan, bool]:
        """Evaluate the world at a frame and upload it; what to draw, and whether there is depth of field."""
        world = self.loaded()
        t = frame / self.fps
        pose = world.camera(t)
        moment = moment_at(world.actors, t)
        plan = self.upload(world, pose, moment, t, frame)
        return plan, self.finisher.prepare(world.grade, pose, frame)

    def upload(self, world: World, pose: CameraPose, moment: Moment, t: float, frame: int) -> passes.Plan:
        """Write uniforms, instances, sprites, shapes and wakes of a moment."""
        view = view_of(pose, self.size)
        mirrored = view.mirrored
        lamps = choose_lamps(moment.lights, moment.tubes, view.eye)
        crowd = join(self.statics, gather(self.geometry, moment.instances))
        packed, main, _ = stage(self.geometry, crowd, view, lamps, False)
        wet = world.water is not None
        if wet:
            more, mirror, _ = stage(self.geometry, crowd, mirrored, lamps, True, len(packed))
            packed = np.concatenate([packed, more])
        self.props.instances.write(packed)
        sprites, ranges = sprite_table(moment, view.eye)
        self.props.sprites.write(sprites)
        self.write_shapes(moment)
        centre = self.write_wakes(frame)
        for k, (seen, size) in enumerate(((view, self.sizes.inner), (mirrored, self.sizes.mirror))):
            block = uniforms.empty_block()
            uniforms.set_air(block, world.air, world.seed)
            if world.water:
                waves = swell_waves(world.water, world.air.wind, t)
                uniforms.set_water(block, world.water, centre, waves)
            uniforms.set_view(block, seen, mirrored.clip, size, t)
            block["up"][3] = float(k)
            uniforms.set_lamps(block, lamps)
            self.props.views[k].write(block.reshape(1).view(np.uint8))
        return passes.Plan(main, mirror if wet else (), ranges, wet, world.air.sky)

    def write_shapes(self, moment: Moment) -> None:
        """Deformed meshes replace their vertices."""
        for name, shapes in moment.shapes.items():
            kind = self.geometry.kinds[self.geometry.number[name]]
            for part, vertices in zip(kind.parts, shapes, strict=True):
                data = np.ascontiguousarray(vertices)
                self.device.queue.write_buffer(self.meshes.vertices, part.base_vertex * 24, data)

    def write_wakes(self, frame: int) -> tuple[float, float]:
        """Advance the water to a frame and upload it; the middle of the wake map."""
        if self.wakes is None:
            return (0.0, 0.0)
        self.wakes.advance(frame)
        self.props.write_wakes(self.wakes.picture())
        return self.wakes.centre

    def submit(self, frame: int, slot: int) -> None:
        """Draw a frame and copy it toward a slot."""
        plan, focused = self.prepare(frame)
        encoder = self.device.gpu.create_command_encoder()
        for _, record in self.recordings(plan, focused):
            record(encoder)
        self.copy_out(encoder, slot)
        self.device.queue.submit([encoder.finish()])

    def recordings(self, plan: passes.Plan, focused: bool) -> list[tuple[str, Callable[[Any], None]]]:
        """The passes of a frame by name, in order."""
        scene = (self.geometry, self.meshes, plan, self.targets, self.props.bind())
        steps: list[tuple[str, Callable[[Any], None]]] = []
        if plan.water:
            steps.append(("mirror", lambda encoder: passes.record_mirror(encoder, *scene)))
            steps.append(("mirror blur", self.finisher.record_mirror))
        steps.append(("main", lambda encoder: passes.record_main(encoder, *scene)))
        return steps + self.finisher.recordings(focused)

    def copy_out(self, encoder: Any, slot: int) -> None:
        """Copy the packed planes toward a slot."""
        rows = self.size[1] + self.size[1] // 2
        encoder.copy_texture_to_buffer(
            {"texture": self.targets.planar.texture},
            {"buffer": self.slots[slot], "bytes_per_row": self.sizes.stride, "rows_per_image": rows},
            (self.sizes.stride // 4, rows, 1),
        )

    def fetch(self, slot: int) -> Planes:
        """Wait for a slot's frame."""
        import wgpu

        buffer = self.slots[slot]
        buffer.map_sync(wgpu.MapMode.READ)
        data = np.frombuffer(buffer.read_mapped(copy=True), np.uint8).reshape(-1, self.sizes.stride)
        buffer.unmap()
        (width, height), middle = self.size, self.sizes.stride // 2
        return Planes(
            data[:height, :width], data[height:, : width // 2], data[height:, middle : middle + width // 2]
        )

    def wait_for(self, encoder: Any) -> None:
        """Submit and wait until the device has done it."""
        import wgpu

        self.copy_out(encoder, 0)
        self.device.queue.submit([encoder.finish()])
        self.slots[0].map_sync(wgpu.MapMode.READ)
        self.slots[0].unmap()

    def frame(self, number: int) -> Planes:
        """One frame."""
        self.submit(number, 0)
        return self.fetch(0)

    def frames(self, numbers: Iterable[int]) -> Iterator[Planes]:
        """Frames one after another; the next is prepared while the device draws."""
        waiting: deque[int] = deque()
        for k, number in enumerate(numbers):
            self.submit(number, k % RING)
            waiting.append(k % RING)
            if len(waiting) == RING:
                yield self.fetch(waiting.popleft())
        while waiting:
            yield self.fetch(waiting.popleft())

    def still(self, number: int) -> np.ndarray:
        """One frame as (h, w, 3) uint8 RGB."""
        return rgb_from_planes(self.frame(number))


def sprite_table(moment: Moment, eye: np.ndarray) -> tuple[np.ndarray, dict[str, tuple[int, int]]]:
    """All sprites in one (n, 12) table, puffs from far to near, and where each sort begins."""
    puffs = moment.puffs
    if len(puffs):
        puffs = puffs[np.argsort(-((puffs[:, :3] - eye) ** 2).sum(1), kind="stable")]
    sorts = {"beam": moment.beams, "puff": puffs, "glow": moment.glows}
    ranges, first = {}, 0
    for name, table in sorts.items():
        ranges[name] = (first, len(table))
        first += len(table)
    return np.concatenate(list(sorts.values())).astype(np.float32), ranges


def inner_scale(size: tuple[int, int], quality: Quality) -> float:
    """Internal over output size: 'film' saves a quarter where 720 lines remain."""
    if quality != "film":
        return 1.0
    return float(np.clip(720 / min(size), 0.75, 1.0))


def check_size(size: tuple[int, int]) -> None:
    """Raise UsageError for a size that cannot be drawn."""
    width, height = size
    if width % 2 or height % 2:
        raise UsageError(
            f"size {width}x{height} has an odd side; video needs even sides: "
            f"use {width + width % 2}x{height + height % 2}"
        )
    if not (64 <= width <= 7680 and 64 <= height <= 7680):
        raise UsageError(f"size {width}x{height} is outside 64x64 to 7680x7680; choose one inside")
