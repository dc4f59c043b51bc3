"""Control pictures: depth, normals, motion and masks of a frame, drawn in a pass of their own when asked."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.world.device import Device
from yingxi.world.geometry import SEMANTICS, Geometry
from yingxi.world.passes import Meshes
from yingxi.world.pipelines import back_pipeline, trace_pipeline
from yingxi.world.scene import Array
from yingxi.world.staging import INSTANCE, Crowd, Draw
from yingxi.world.targets import DEPTH, Target, new_target

FORM = "rgba32float"
FAR = 1e4
"""Depth in m where there is only sky."""


@dataclass(frozen=True, eq=False, slots=True)
class Controls:
    """Pictures (h, w …) of one frame.

    `depth` is metres along the lens (1e4 for sky); `normals` (h, w, 3) in camera space, x right, y up,
    z toward the camera; `motion` (h, w, 2) pixels moved right and down since the frame before; `masks`
    uint16: the semantic's number times 1024, plus the instance's number (1-1023, 0 for sky and water).
    """

    depth: Array
    normals: Array
    motion: Array
    masks: NDArray[np.uint16]

    def of(self, semantic: str) -> NDArray[np.bool_]:
        """Where a semantic is seen."""
        found: NDArray[np.bool_] = (self.masks >> 10) == SEMANTICS.index(semantic)
        return found


def trace_rows(
    geometry: Geometry, crowd: Crowd, before: Crowd, draws: list[Draw], chosen: np.ndarray
) -> tuple[np.ndarray, list[tuple[str, tuple[int, int, int, int, int]]]]:
    """Instance pairs for every part of every draw, and (material, draw_indexed arguments)."""
    rows: list[np.ndarray] = []
    calls: list[tuple[str, tuple[int, int, int, int, int]]] = []
    first = 0
    for draw in draws:
        picked = chosen[draw.first : draw.first + draw.number]
        for part in geometry.kinds[draw.kind].parts:
            pair = np.zeros((len(picked), 2), INSTANCE)
            pair["matrix"][:, 0] = crowd.rows[picked, :12]
            pair["tint"][:, 0] = crowd.rows[picked, 12:]
            pair["matrix"][:, 1] = before.rows[picked, :12]
            pair["tint"][:, 1, 0] = picked % 1023 + 1
            pair["tint"][:, 1, 1] = part.semantic
            rows.append(pair.reshape(-1))
            calls.append(
                (part.material, (part.indices, draw.number, part.first_index, part.base_vertex, first))
            )
            first += draw.number
    return np.concatenate(rows or [np.zeros(0, INSTANCE)]), calls


class Tracer:
    """The targets of the control pass and its way back to memory."""

    def __init__(self, device: Device, size: tuple[int, int]) -> None:
        import wgpu

        self.device, self.size = device, size
        self.data = new_target(device, size, FORM, copy=True)
        self.normal = new_target(device, size, FORM, copy=True)
        self.depth = new_target(device, size, DEPTH)
        self.stride = -(-size[0] * 16 // 256) * 256
        usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ
        self.slots = [device.gpu.create_buffer(size=self.stride * size[1], usage=usage) for _ in range(2)]

    def draw(self, meshes: Meshes, calls: list[Any], group: Any, sky: str) -> Controls:
        """Draw and read back."""
        encoder = self.device.gpu.create_command_encoder()
        colours = [
            {"view": t.view, "load_op": "clear", "store_op": "store", "clear_value": (0, 0, 0, 0)}
            for t in (self.data, self.normal)
        ]
        depth = {
            "view": self.depth.view,
            "depth_load_op": "clear",
            "depth_store_op": "store",
            "depth_clear_value": 0.0,
        }
        render = encoder.begin_render_pass(color_attachments=colours, depth_stencil_attachment=depth)
        render.set_bind_group(0, group)
        render.set_pipeline(back_pipeline(sky))
        render.draw(3)
        render.set_vertex_buffer(0, meshes.vertices)
        render.set_index_buffer(meshes.indices, "uint32")
        for material, (indices, number, first_index, base_vertex, first) in calls:
            render.set_pipeline(trace_pipeline(material, sky))
            render.draw_indexed(indices, number, first_index, base_vertex, first)
        render.end()
        for target, slot in zip((self.data, self.normal), self.slots, strict=True):
            self.copy(encoder, target, slot)
        self.device.queue.submit([encoder.finish()])
        data, normal = (self.read(slot) for slot in self.slots)
        masks = np.round(data[..., 3]).astype(np.uint16)
        return Controls(data[..., 0].copy(), normal[..., :3].copy(), data[..., 1:3].copy(), masks)

    def copy(self, encoder: Any, target: Target, slot: Any) -> None:
        """Record the way of a target to its slot."""
        encoder.copy_texture_to_buffer(
            {"texture": target.texture},
            {"buffer": slot, "bytes_per_row": self.stride, "rows_per_image": self.size[1]},
            (*self.size, 1),
        )

    def read(self, slot: Any) -> Array:
        """The pixels of a slot, (h, w, 4)."""
        import wgpu

        slot.map_sync(wgpu.MapMode.READ)
        raw = np.frombuffer(slot.read_mapped(copy=True), np.float32).reshape(self.size[1], -1, 4)
        slot.unmap()
        return raw[:, : self.size[0]]
