"""The painted family: geometry leaves tone and marks, one stage makes them ink or mineral colour on paper."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.world.device import Device
from yingxi.world.finishing import begin
from yingxi.world.medium_paper import SIDE, display, inscription, paper_picture, ramp_picture
from yingxi.world.medium_pipelines import post_layout, post_pipeline
from yingxi.world.optics import View
from yingxi.world.props import flat_texture
from yingxi.world.scene import CameraPose, Grade, Medium, World
from yingxi.world.settings import Settings
from yingxi.world.targets import HDR, MIRROR, Sizes, Targets, new_target

Recording = tuple[str, Callable[[Any], None]]
Tones = NDArray[np.float32]

PROBED = 1.0
"""Second of a shot at which the painter looks where to write and how deep the view is."""
NEAREST, FARTHEST = 14.0, 1100.0
"""Metres between which aerial perspective may reach."""
LETTER = 0.038
"""Height of a character of the inscription, as a share of the picture's."""
SPOTS = ((0.90, 0.08), (0.04, 0.08), (0.78, 0.08), (0.15, 0.08), (0.90, 0.42), (0.04, 0.42))
"""Left and top of the places that an inscription may take, best first."""
BUSY = 0.13
"""Mean tone above which a place is not empty enough to write on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What a painter found in the view: reach of aerial perspective in m; the place of the words, if any."""

    reach: float = 260.0
    place: tuple[float, float] | None = None


def paints(world: World) -> bool:
    """Whether a world is drawn by the painted family."""
    return world.medium is not None and world.medium.family == "ink"


def prepared(world: World) -> World:
    """The world as painters see it: without cast shadows."""
    return replace(world, air=replace(world.air, shadows=False)) if paints(world) else world


def spared(world: World, settings: Settings) -> Settings:
    """The settings for a world: washes need fewer triangles than light does, and their reflections fewest."""
    if not paints(world):
        return settings
    main, mirror = settings.triangles
    return replace(
        settings,
        triangles=(round(0.65 * main), round(0.35 * mirror)),
        leanest=0.5 * settings.leanest,
        smallest=(max(settings.smallest[0], 0.0008), max(settings.smallest[1], 0.03)),
    )


class Painter:
    """The painted finishing of one renderer and one medium."""

    def __init__(self, device: Device, sizes: Sizes, targets: Targets, medium: Medium) -> None:
        import wgpu

        self.device, self.sizes, self.targets, self.medium = device, sizes, targets, medium
        wide, tall = sizes.inner
        self.marks = new_target(device, sizes.inner, MIRROR)
        self.soft = new_target(device, (max(2, wide // 4), max(2, tall // 4)), HDR, copy=True)
        letter = max(8, round(LETTER * tall))
        speaks = bool(medium.seal or medium.verse)
        self.words = inscription(medium, letter) if speaks else None
        self.paper = flat_texture(device, paper_picture())
        self.ramps = flat_texture(device, ramp_picture(medium))
        blank = np.zeros((2, 2, 4), np.uint8)
        self.page = flat_texture(device, np.ascontiguousarray(blank if self.words is None else self.words))
        gpu = device.gpu
        self.clamped = gpu.create_sampler(mag_filter="linear", min_filter="linear")
        self.tiled = gpu.create_sampler(
            mag_filter="linear", min_filter="linear", address_mode_u="repeat", address_mode_v="repeat"
        )
        usage = wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        self.knobs = gpu.create_buffer(size=128, usage=usage)
        self.sight = Sight()
        self.group = self._group(self.soft.view)
        self.first_group = self._group(self.marks.view)

    def _group(self, soft: Any) -> Any:
        views = [self.targets.hdr.view, self.marks.view, soft]
        views += [texture.create_view() for texture in (self.paper, self.ramps, self.page)]
        entries: list[dict[str, Any]] = [
            {"binding": 0, "resource": {"buffer": self.knobs, "offset": 0, "size": 128}}
        ]
        entries += [{"binding": k + 1, "resource": view} for k, view in enumerate(views)]
        entries += [{"binding": 7, "resource": self.clamped}, {"binding": 8, "resource": self.tiled}]
        return self.device.gpu.create_bind_group(layout=post_layout(), entries=entries)

    def prepare(self, grade: Grade, view: View, pose: CameraPose) -> None:
        """Write a frame's knobs; the paper moves with what stands where the camera looks."""
        focus = float(np.linalg.norm(np.subtract(pose.target, pose.position)))
        medium, (wide, tall) = self.medium, self.sizes.inner
        inner = medium.inner_line or medium.line
        block = np.zeros((8, 4), np.float32)
        block[0] = [wide, tall, 1 / wide, 1 / tall]
        block[1] = [*display(medium.line), medium.line_width * 0.75]
        block[2] = [*display(inner), medium.dry]
        block[3] = [*display(medium.paper), 0.10]
        block[4] = [medium.bleed, 0.9, medium.granulation, medium.weave]
        block[5] = [*_drift(view, focus, wide), SIDE * max(tall / 810.0, 0.3), self.sight.reach]
        block[6] = [grade.contrast, grade.saturation, grade.vignette, float(self.sight.place is not None)]
        block[7] = [*(self.sight.place or (0.0, 0.0)), *self._page_share()]
        self.device.queue.write_buffer(self.knobs, 0, block)

    def _page_share(self) -> tuple[float, float]:
        if self.words is None:
            return (1.0, 1.0)
        return (self.words.shape[1] / self.sizes.inner[0], self.words.shape[0] / self.sizes.inner[1])

    def recordings(self) -> list[Recording]:
        """From tone to a picture of display colours, by name."""
        soft = partial(self._run, fragment="soften", form=HDR, group=self.first_group, output=self.soft.view)
        paint = partial(
            self._run, fragment="paint", form=MIRROR, group=self.group, output=self.targets.display[0].view
        )
        return [("soften", soft), ("paint", paint)]

    def _run(self, encoder: Any, fragment: str, form: str, group: Any, output: Any) -> None:
        render = begin(encoder, output)
        render.set_pipeline(post_pipeline(fragment, form))
        render.set_bind_group(0, group)
        render.draw(3)
        render.end()

    def look(self, tones: Tones) -> None:
        """Take the measure of a view: (h, w, 4) tone, height, presence, distance at a quarter of the size."""
        self.sight = Sight(reach=reach_of(tones), place=self._emptiest(tones))

    def _emptiest(self, tones: Tones) -> tuple[float, float] | None:
        if self.words is None:
            return None
        share = self._page_share()
        found = [(busyness(tones, spot, share) + 0.01 * rank, spot) for rank, spot in enumerate(SPOTS)]
        best = min(found)
        return best[1] if best[0] < BUSY else None

    def read_soft(self) -> Tones:
        """The softened tones of the frame drawn last."""
        import wgpu

        wide, tall = self.soft.size
        stride = -(-wide * 8 // 256) * 256
        usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ
        buffer = self.device.gpu.create_buffer(size=stride * tall, usage=usage)
        encoder = self.device.gpu.create_command_encoder()
        encoder.copy_texture_to_buffer(
            {"texture": self.soft.texture},
            {"buffer": buffer, "bytes_per_row": stride, "rows_per_image": tall},
            (wide, tall, 1),
        )
        self.device.queue.submit([encoder.finish()])
        buffer.map_sync(wgpu.MapMode.READ)
        rows = np.frombuffer(buffer.read_mapped(copy=True), np.float16).reshape(tall, stride // 2)
        buffer.unmap()
        return rows[:, : wide * 4].reshape(tall, wide, 4).astype(np.float32)


def reach_of(tones: Tones) -> float:
    """Metres over which ink pales: about the depth at which most of what is seen lies."""
    away = tones[..., 3]
    solid = away[(away < 3500.0) & (away > 0.05)]
    if solid.size < 0.01 * away.size:
        return Sight().reach
    # Where all is at one distance (straight down on water) nothing of it is far.
    near, most = np.percentile(solid, (10, 62))
    return float(np.clip(max(0.85 * most, 1.2 * near), NEAREST, FARTHEST))


def busyness(tones: Tones, spot: tuple[float, float], share: tuple[float, float]) -> float:
    """Mean tone and its unrest under a page at `spot` of `share` of the picture; 9 where it does not fit."""
    if spot[0] + share[0] > 0.98 or spot[1] + share[1] > 0.86:
        return 9.0
    tall, wide = tones.shape[:2]
    left, top = int(spot[0] * wide), int(spot[1] * tall)
    right, foot = int((spot[0] + share[0]) * wide) + 1, int((spot[1] + share[1]) * tall) + 1
    under = tones[top:foot, left:right, 0]
    return float(under.mean() + under.std())


def _drift(view: View, focus: float, wide: int) -> tuple[float, float]:
    """How far the paper has moved in pixels, so that at `focus` metres it moves with what is drawn there."""
    per_radian = wide / (2.0 * view.tangent[0])
    yaw = float(np.arctan2(view.forward[0], -view.forward[2]))
    pitch = float(np.arcsin(np.clip(view.forward[1], -1.0, 1.0)))
    level = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
    across = float(view.eye @ level) / max(focus, 1.0) + yaw
    rise = float(view.eye[1]) / max(focus, 1.0) + pitch
    return (across * per_radian, -rise * per_radian)

