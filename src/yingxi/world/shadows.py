"""Sun shadows: one depth map fitted to what the camera sees; still things are drawn when the fit moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from yingxi.world import shaders
from yingxi.world.device import Device
from yingxi.world.geometry import Geometry
from yingxi.world.optics import Numbers
from yingxi.world.passes import Meshes, Plan
from yingxi.world.pipelines import caster_pipeline
from yingxi.world.scene import Air, CameraPose
from yingxi.world.staging import INSTANCE, Crowd, Draw, group_draws, with_far

UPWARD = 400.0
"""Metres toward the sun from which casters still reach the map."""
NO_CASTERS = ("emissive", "lantern", "sign", "mountain", "glass")
"""Materials that throw no shadow."""


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """An orthographic box along the sun: world to clip (4, 4), its centre, half its side, m a texel spans."""

    clip: Numbers
    centre: Numbers
    half: float
    texel: float
    key: tuple[int, ...]


def sun_axes(air: Air) -> Numbers:
    """Rows right, up and toward the sun."""
    toward = np.asarray(air.sun, float)
    toward = toward / max(float(np.linalg.norm(toward)), 1e-9)
    aside = np.array([0.0, 0.0, 1.0]) if abs(toward[1]) > 0.99 else np.array([0.0, 1.0, 0.0])
    right = np.cross(aside, toward)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(toward, right), toward])


def fit_box(air: Air, opening: CameraPose, pose: CameraPose, side: int) -> Fit:
    """The box for a pose: sized by the shot's opening, its centre on a coarse grid, so it moves rarely."""
    reach = float(np.linalg.norm(np.subtract(opening.target, opening.position)))
    depth = float(np.clip(2.4 * reach, 24.0, 260.0))
    radius = 0.62 * depth
    cell = 0.2 * radius
    eye = np.asarray(pose.position, float)
    forward = np.asarray(pose.target, float) - eye
    forward /= max(float(np.linalg.norm(forward)), 1e-9)
    axes = sun_axes(air)
    steps = np.round(axes @ (eye + forward * depth * 0.5) / cell)
    centre = steps * cell
    half = radius + cell
    clip = np.eye(4)
    clip[0, :3], clip[0, 3] = axes[0] / half, -centre[0] / half
    clip[1, :3], clip[1, 3] = axes[1] / half, -centre[1] / half
    span = 2 * (half + UPWARD)
    clip[2, :3], clip[2, 3] = axes[2] / span, 0.5 - centre[2] / span
    return Fit(clip, axes.T @ centre, half, 2 * half / side, (*map(int, steps), round(half * 1000)))


def casters(
    geometry: Geometry, crowd: Crowd, fit: Fit, eye: Numbers, first: int
) -> tuple[np.ndarray, list[Draw]]:
    """Packed instances whose shadow may fall into the box, and their draws."""
    flat = (crowd.centres - fit.centre) @ fit.clip[:2, :3].T * fit.half
    inside = (np.abs(flat) < fit.half + crowd.radii[:, None]).all(1) & (crowd.radii > 2.0 * fit.texel)
    chosen = np.nonzero(inside)[0]
    distance = np.linalg.norm(crowd.centres[chosen] - eye, axis=1)
    kinds = with_far(geometry, crowd.kinds[chosen], distance * 1.5)
    order = np.argsort(kinds, kind="stable")
    packed = np.zeros(len(chosen), INSTANCE)
    packed["matrix"] = crowd.rows[chosen[order], :12]
    packed["tint"] = crowd.rows[chosen[order], 12:]
    return packed, group_draws(kinds[order], first)


class Shadows:
    """The depth maps: one of what stands still, kept while the fit stays, and one with all."""

    def __init__(self, device: Device, side: int) -> None:
        import wgpu

        usage = wgpu.TextureUsage
        both = usage.RENDER_ATTACHMENT | usage.TEXTURE_BINDING | usage.COPY_SRC | usage.COPY_DST
        self.side = side
        self.still, self.whole = (
            device.gpu.create_texture(size=(side, side, 1), format="depth32float", usage=both)
            for _ in range(2)
        )
        self.views = (self.still.create_view(), self.whole.create_view())
        self.key: tuple[int, ...] | None = None

    def record(
        self, encoder: Any, geometry: Geometry, meshes: Meshes, groups: dict[str, Any], plan: Plan
    ) -> None:
        """Draw the plan's casters."""
        scene = (geometry, meshes, groups["sun"], plan.sky)
        if plan.still_casters is not None:
            self.record_map(encoder, 0, scene, plan.still_casters)
        size = (self.side, self.side, 1)
        encoder.copy_texture_to_texture({"texture": self.still}, {"texture": self.whole}, size)
        if plan.moving_casters:
            self.record_map(encoder, 1, scene, plan.moving_casters)

    def record_map(
        self, encoder: Any, which: int, scene: tuple[Geometry, Meshes, Any, str], draws: Sequence[Draw]
    ) -> None:
        """One depth pass: map 0 is drawn anew, map 1 is added to."""
        geometry, meshes, group, sky = scene
        depth = {
            "view": self.views[which],
            "depth_load_op": "load" if which else "clear",
            "depth_store_op": "store",
            "depth_clear_value": 0.0,
        }
        render = encoder.begin_render_pass(color_attachments=[], depth_stencil_attachment=depth)
        render.set_bind_group(0, group)
        render.set_vertex_buffer(0, meshes.vertices)
        render.set_index_buffer(meshes.indices, "uint32")
        for draw in draws:
            for part in geometry.kinds[draw.kind].parts:
                if part.material not in NO_CASTERS and "blend" not in shaders.directives(part.material):
                    render.set_pipeline(caster_pipeline(part.material, sky))
                    render.draw_indexed(
                        part.indices, draw.number, part.first_index, part.base_vertex, draw.first
                    )
        render.end()
