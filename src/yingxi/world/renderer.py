"""The renderer: loads a world and draws its frames, each a pure function of world and frame number."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, repeat
from typing import Any

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.media.frames import Planes, rgb_from_planes
from yingxi.media.scaling import Enlarger
from yingxi.world import medium_passes, passes, uniforms
from yingxi.world.antialiasing import FrameJoiner, frames_before, shift_of
from yingxi.world.controls import Controls, Tracer, trace_rows
from yingxi.world.device import open_device
from yingxi.world.finishing import Finisher
from yingxi.world.geometry import Geometry, models_of, pack
from yingxi.world.medium import PROBED, Painter, paints, prepared, spared
from yingxi.world.optics import Numbers, View, view_of
from yingxi.world.props import Props
from yingxi.world.scene import Water, World
from yingxi.world.settings import Quality, Settings, check_size, settings_for
from yingxi.world.shaders import check_name
from yingxi.world.shadows import Fit, Shadows, casters, fit_box
from yingxi.world.skinning import Skinner
from yingxi.world.snapshot import Snapshot, shot_detail, sprite_table, stage_views, take_snapshot
from yingxi.world.staging import Crowd, gather, stage
from yingxi.world.targets import new_targets, sizes_for
from yingxi.world.waves import Wakes, sees_water, swell_reach, swell_waves, water_fan

RING = 3
PROBES = (0, 2, 4)
"""Seconds of a shot at which its load is judged."""
Recording = tuple[str, Callable[[Any], None]]


class Renderer:
    """Draws worlds at one size and rate. One per worker process; `load` swaps worlds.

    `quality` 'film' becomes 'gpu' where there is a hardware adapter; 'draft' draws every third frame and
    holds it. With `controls` the control pictures'
    targets are made at once, else when first asked for. Raises UsageError for a size that cannot be drawn
    and YingxiError where there is no adapter.
    """

    def __init__(
        self,
        size: tuple[int, int] = (1920, 1080),
        *,
        fps: int = 24,
        quality: Quality = "film",
        controls: bool = False,
    ) -> None:
        check_size(size)
        self.device = open_device()
        self.size, self.fps = size, fps
        self.quality: Quality = "gpu" if quality == "film" and self.device.hardware else quality
        self.enlarger = Enlarger(size)
        self.shadows: Shadows | None = None
        self.tracer = Tracer(self.device, size) if controls else None
        self.world: World | None = None
        self.painter: Painter | None = None
        self.equip(settings_for(self.quality, size))

    def equip(self, settings: Settings) -> None:
        """Targets, buffers and finishing for the settings."""
        self.settings = settings
        self.sizes = sizes_for(self.size, settings.scale)
        self.targets = new_targets(self.device, self.sizes, settings.samples)
        self.props = Props(self.device, self.targets, settings.wake_side)
        self.finisher = Finisher(self.device, self.sizes, self.targets)
        self.joiner = FrameJoiner(self.device, self.sizes, self.targets) if settings.samples > 1 else None
        self.slots = [self.new_slot() for _ in range(RING)]

    def new_slot(self) -> Any:
        """A buffer that a frame is read back through."""
        import wgpu

        rows = self.sizes.inner[1] + self.sizes.inner[1] // 2
        usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ
        return self.device.gpu.create_buffer(size=self.sizes.stride * rows, usage=usage)

    def new_fan(self, water: Water | None) -> tuple[Any, Any, int]:
        """The water's mesh on the device."""
        import wgpu

        reach = swell_reach(water.swell if water else 0.0)
        vertices, triangles = water_fan(self.settings.rings, self.settings.spokes, reach)
        gpu = self.device.gpu
        return (
            gpu.create_buffer_with_data(data=vertices, usage=wgpu.BufferUsage.VERTEX),
            gpu.create_buffer_with_data(data=triangles, usage=wgpu.BufferUsage.INDEX),
            len(triangles),
        )

    def load(self, world: World) -> None:
        """Take a world: its meshes, pictures and water."""
        import wgpu

        world = self.world = prepared(world)
        painted = world.medium is not None and paints(world)
        settings = settings_for(
            self.quality, self.size, "painted" if painted else "wet" if world.water else "dry"
        )
        if settings != self.settings:
            self.equip(settings)
        if self.joiner:
            self.joiner.restart()
        self.geometry: Geometry = pack(models_of(world))
        check_name("sky", world.air.sky, "skies")
        for material in self.geometry.materials:
            check_name("material", material, "materials")
        usage = wgpu.BufferUsage
        vertex = usage.VERTEX | usage.STORAGE | usage.COPY_DST | usage.COPY_SRC
        gpu = self.device.gpu
        self.meshes = passes.Meshes(
            gpu.create_buffer_with_data(data=self.geometry.vertices, usage=vertex),
            gpu.create_buffer_with_data(data=self.geometry.triangles, usage=usage.INDEX),
            *self.new_fan(world.water),
        )
        self.skinner = Skinner(self.device, self.geometry, self.meshes.vertices)
        self.statics: Crowd = gather(self.geometry, world.statics)
        self.props.set_atlas(world.atlas)
        self.finisher.set_cube(world.grade.lut)
        self.wakes = self.new_wakes(world)
        probes = [self.snapshot(second * self.fps) for second in PROBES]
        self.detail = shot_detail(probes, self.geometry, spared(world, self.settings))
        if world.air.shadows:
            self.shadows = self.shadows or Shadows(self.device, self.settings.shadow_side)
            self.shadows.key = None
        self.props.set_shadow(self.shadows.views[1] if self.shadows and world.air.shadows else None)
        self.set_painter(world)

    def new_wakes(self, world: World) -> Wakes | None:
        """Still water for the world, if it has any; it steps once for every picture that is drawn."""
        settings = self.settings
        if world.water is None:
            return None
        rate = self.fps / settings.hold
        return Wakes(world.actors, world.water, rate, settings.wake_side, settings.warm_up)

    def set_painter(self, world: World) -> None:
        """For a painted world: its paper and pigments, and one look at the view to compose by."""
        self.painter = None
        if world.medium is None or not paints(world):
            return
        self.painter = Painter(self.device, self.sizes, self.targets, world.medium)
        self.submit(round(PROBED * self.fps), 0)
        self.painter.look(self.painter.read_soft())

    def loaded(self) -> World:
        """The world being drawn; raises YingxiError before `load`."""
        if self.world is None:
            raise YingxiError("no world is loaded; call Renderer.load(world) first")
        return self.world

    def snapshot(self, frame: int) -> Snapshot:
        """The loaded world at a frame."""
        return take_snapshot(self.loaded(), self.geometry, self.statics, frame, self.fps, self.size)

    def prepare(self, frame: int) -> passes.Plan:
        """Evaluate the world at a frame and upload it; what to draw."""
        world = self.loaded()
        snapshot = self.snapshot(frame)
        wet = world.water is not None and sees_water(snapshot.view, world.water)
        mirror_clip = snapshot.view.mirrored.clip
        kept = self.joiner.reflect(frame, mirror_clip, wet) if self.joiner else None
        mirrors = wet and kept is None
        packed, main, mirror = stage_views(snapshot, self.geometry, mirrors, self.detail)
        plan = passes.Plan(main=main, mirror=mirror, water=wet, mirrors=mirrors, sky=world.air.sky)
        plan.lamps = snapshot.lamps.light_count + snapshot.lamps.tube_count > 0
        fit, packed = self.plan_shadows(world, snapshot, packed, plan)
        self.props.instances.write(packed)
        sprites, plan.sprites, plan.mirror_sprites = sprite_table(snapshot)
        self.props.sprites.write(sprites)
        self.write_shapes(snapshot)
        plan.skinned = self.skinner.prepare(snapshot.moment.poses, plan.kinds)
        block = self.new_block(world, snapshot, self.write_wakes(snapshot))
        self.write_views(block, snapshot, fit, mirror_clip if kept is None else kept)
        pose, painted = snapshot.pose, self.painter is not None
        plan.focused = self.finisher.prepare(world.grade, pose, frame, self.settings.focus, painted)
        if self.painter:
            self.painter.prepare(world.grade, snapshot.view, pose)
        if self.joiner:
            past = [view_of(world.camera(n / self.fps), self.size) for n in frames_before(frame)]
            self.joiner.prepare(snapshot, past, 0.3 + 2 * world.water.swell if world.water else -1e6)
            plan.layer = self.joiner.layer
        return plan

    def plan_shadows(
        self, world: World, snapshot: Snapshot, packed: np.ndarray, plan: passes.Plan
    ) -> tuple[Fit | None, np.ndarray]:
        """Add shadow casters to the plan and the packed instances."""
        if self.shadows is None or not world.air.shadows:
            return None, packed
        fit = fit_box(world.air, world.camera(0.0), snapshot.pose, self.shadows.side)
        if fit.key != self.shadows.key:
            more, plan.still_casters = casters(
                self.geometry, self.statics, fit, snapshot.view.eye, len(packed)
            )
            packed = np.concatenate([packed, more])
            self.shadows.key = fit.key
        more, plan.moving_casters = casters(
            self.geometry, snapshot.moving, fit, snapshot.view.eye, len(packed)
        )
        return fit, np.concatenate([packed, more])

    def write_views(self, common: np.ndarray, snapshot: Snapshot, fit: Fit | None, mirror: Numbers) -> None:
        """Uniforms of the main, the mirrored and the sun's view; `mirror` is the clip space of the mirror."""
        view, mirrored = snapshot.view, snapshot.view.mirrored
        seen = ((view, self.sizes.inner), (mirrored, self.sizes.mirror), (view, self.sizes.inner))
        for k, (camera, size) in enumerate(seen[: 3 if fit else 2]):
            block = common.copy()
            uniforms.set_view(block, camera, mirror, size, snapshot.t)
            block["up"][3] = float(k == 1)
            if self.joiner and k == 0:
                uniforms.shift_picture(block, shift_of(snapshot.frame, size))
            if fit and self.shadows:
                uniforms.set_shadow(block, fit.clip, fit.texel, self.shadows.side)
                if k == 2:
                    block["clip"] = fit.clip.T
            self.props.views[k].write(block.reshape(1).view(np.uint8))

    def new_block(self, world: World, snapshot: Snapshot, centre: tuple[float, float]) -> np.ndarray:
        """Uniforms that all views share."""
        block = uniforms.empty_block()
        uniforms.set_air(block, world.air, world.seed)
        uniforms.set_flashes(block, snapshot.moment.flashes)
        if world.water:
            uniforms.set_water(
                block, world.water, centre, swell_waves(world.water, world.air.wind, snapshot.t)
            )
        uniforms.set_lamps(block, snapshot.lamps)
        if self.painter:
            block["layers"][2:] = (self.painter.medium.emptiness, self.painter.sight.reach)
            block["wind"][3] = self.painter.medium.mineral
        return block

    def write_shapes(self, snapshot: Snapshot) -> None:
        """Deformed meshes replace their vertices."""
        for name, shapes in snapshot.moment.shapes.items():
            kind = self.geometry.kinds[self.geometry.number[name]]
            for part, vertices in zip(kind.parts, shapes, strict=True):
                if vertices is not None:
                    data = np.ascontiguousarray(vertices)
                    self.device.queue.write_buffer(self.meshes.vertices, part.base_vertex * 24, data)

    def write_wakes(self, snapshot: Snapshot) -> tuple[float, float]:
        """Advance the water to a snapshot's frame and upload it; the middle of the wake map."""
        if self.wakes is None:
            return (0.0, 0.0)
        self.wakes.advance(snapshot.frame // self.settings.hold, snapshot.moment)
        self.props.write_wakes(self.wakes.heights())
        return self.wakes.centre

    def submit(self, frame: int, slot: int) -> None:
        """Draw a frame, after those that it is joined with if they are not at hand; copy it toward a slot."""
        for number in self.joiner.missing(frame) if self.joiner else ():
            self.device.queue.submit([self.draw(number).finish()])
        encoder = self.draw(frame)
        self.copy_out(encoder, slot)
        self.device.queue.submit([encoder.finish()])

    def draw(self, frame: int) -> Any:
        """The recorded passes of a frame."""
        plan = self.prepare(frame)
        encoder = self.device.gpu.create_command_encoder()
        for _, record in self.recordings(plan):
            record(encoder)
        return encoder

    def recordings(self, plan: passes.Plan) -> list[Recording]:
        """The passes of a frame by name, in order."""
        groups, painter, shadows = self.props.bind(), self.painter, self.shadows
        scene = (self.geometry, self.meshes, plan, self.targets, groups)
        steps: list[Recording] = []
        if plan.skinned:
            steps.append(("skin", lambda encoder: self.skinner.record(encoder, plan.skinned)))
        if shadows and not painter and plan.moving_casters is not None:
            steps.append(
                ("shadows", lambda encoder: shadows.record(encoder, self.geometry, self.meshes, groups, plan))
            )
        if plan.water:
            steps.append(("wakes", self.props.record_wakes))
        if plan.mirrors:
            mirror = medium_passes.record_mirror if painter else passes.record_mirror
            steps.append(("mirror", lambda encoder: mirror(encoder, *scene)))
            steps.append(("mirror blur", self.finisher.record_mirror))
        if painter:
            marks = painter.marks
            steps.append(("main", lambda encoder: medium_passes.record_main(encoder, *scene, marks)))
            steps += painter.recordings()
        else:
            steps.append(("main", lambda encoder: passes.record_main(encoder, *scene)))
            steps += self.finisher.recordings(plan.focused, plan.layer)
        joined = self.joiner.record if self.joiner else self.finisher.record_edges
        return [*steps, ("edges", joined), ("planar", self.finisher.record_planar)]

    def copy_out(self, encoder: Any, slot: int) -> None:
        """Copy the packed planes toward a slot."""
        rows = self.sizes.inner[1] + self.sizes.inner[1] // 2
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
        (width, height), middle = self.sizes.inner, self.sizes.stride // 2
        return self.enlarger.enlarge(
            Planes(
                data[:height, :width],
                data[height:, : width // 2],
                data[height:, middle : middle + width // 2],
            )
        )

    def wait_for(self, encoder: Any) -> None:
        """Submit what was recorded and wait until the device has done it."""
        import wgpu

        self.copy_out(encoder, 0)
        self.device.queue.submit([encoder.finish()])
        self.slots[0].map_sync(wgpu.MapMode.READ)
        self.slots[0].unmap()

    def held(self, number: int) -> int:
        """The drawn frame that a frame shows: drafts are shot on threes, their frame 7 shows frame 6."""
        return number - number % self.settings.hold

    def frame(self, number: int) -> Planes:
        """One frame."""
        self.submit(self.held(number), 0)
        return self.fetch(0)

    def glance(self, number: int) -> Planes:
        """One frame by itself on still water, to judge its light: no wakes and no frames before are made."""
        wakes, joiner = self.wakes, self.joiner
        self.wakes = self.joiner = None
        try:
            if wakes is not None:
                self.props.write_wakes(np.zeros((wakes.side, wakes.side, 2), np.float32))
            return self.frame(number)
        finally:
            self.wakes, self.joiner = wakes, joiner
            if joiner is not None:
                joiner.restart()

    def frames(self, numbers: Iterable[int]) -> Iterator[Planes]:
        """Frames one after another, held ones drawn once; the next are prepared while the device draws."""
        waiting: deque[tuple[int, int]] = deque()
        for k, (number, same) in enumerate(groupby(map(self.held, numbers))):
            self.submit(number, k % RING)
            waiting.append((k % RING, len(list(same))))
            if len(waiting) == RING:
                slot, times = waiting.popleft()
                yield from repeat(self.fetch(slot), times)
        for slot, times in waiting:
            yield from repeat(self.fetch(slot), times)

    def still(self, number: int) -> np.ndarray:
        """One frame as (h, w, 3) uint8 RGB."""
        return rgb_from_planes(self.frame(number))

    def controls(self, number: int) -> Controls:
        """The control pictures of one frame, at the output size."""
        world = self.loaded()
        self.tracer = self.tracer or Tracer(self.device, self.size)
        snapshot, before = self.snapshot(number), self.snapshot(number - 1)
        _, draws, chosen = stage(self.geometry, snapshot.crowd, snapshot.view, snapshot.lamps, False)
        rows, calls = trace_rows(self.geometry, snapshot.crowd, before.crowd, draws, chosen)
        self.props.instances.write(rows)
        self.write_shapes(snapshot)
        self.skin_alone(snapshot, {draw.kind for draw in draws})
        self.write_trace_view(world, snapshot, before.view)
        return self.tracer.draw(self.meshes, calls, self.props.bind()["sky_main"], world.air.sky)

    def skin_alone(self, snapshot: Snapshot, kinds: set[int]) -> None:
        """Bend what the control pass draws."""
        if groups := self.skinner.prepare(snapshot.moment.poses, kinds):
            encoder = self.device.gpu.create_command_encoder()
            self.skinner.record(encoder, groups)
            self.device.queue.submit([encoder.finish()])

    def write_trace_view(self, world: World, snapshot: Snapshot, before: View) -> None:
        """Uniforms of the control pass: the frame before stands where the mirror does."""
        block = self.new_block(world, snapshot, (0.0, 0.0))
        uniforms.set_view(block, snapshot.view, before.clip, self.size, snapshot.t)
        self.props.views[0].write(block.reshape(1).view(np.uint8))
