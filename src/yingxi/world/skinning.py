"""Skinning: poses bend the meshes of bodies on the device, once a frame for all passes that draw them."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.world.device import Device
from yingxi.world.geometry import Geometry
from yingxi.world.pipelines import skin_pipeline
from yingxi.world.props import Buffer
from yingxi.world.scene import VERTEX, Array

LANES = 64
"""Vertices that a workgroup bends."""
ALIGNED = 32
"""Vertices between places at which a binding may begin (256 bytes)."""
Jobs = np.ndarray
"""(groups, 4) uint32: first rest, first vertex, first row of bones, count."""


class Skinner:
    """The rigs of a loaded world on the device, and which kinds hold a pose."""

    def __init__(self, device: Device, geometry: Geometry, vertices: Any) -> None:
        import wgpu

        self.device, self.geometry, self.vertices = device, geometry, vertices
        self.jobs_of = {k: jobs for k in range(len(geometry.kinds)) if len(jobs := self.kind_jobs(k))}
        self.posed: set[int] = set()
        self.group: tuple[Any, tuple[int, int]] | None = None
        if not self.jobs_of:
            return
        spans = np.concatenate(list(self.jobs_of.values()))
        self.first = int(spans[:, 1].min()) // ALIGNED * ALIGNED
        self.end = int((spans[:, 1] + spans[:, 3]).max())
        storage = wgpu.BufferUsage.STORAGE
        self.rests = device.gpu.create_buffer_with_data(data=geometry.rigs, usage=storage)
        self.jobs, self.bones = Buffer(device, storage), Buffer(device, storage)

    def kind_jobs(self, kind: int) -> Jobs:
        """The workgroups that bend one kind."""
        rows = [
            (part.rig + at, part.base_vertex + at, 0, min(LANES, part.vertices - at))
            for part in self.geometry.kinds[kind].parts
            if part.rig >= 0
            for at in range(0, part.vertices, LANES)
        ]
        return np.array(rows, np.uint32).reshape(-1, 4)

    def prepare(self, poses: Mapping[str, Array], drawn: set[int]) -> int:
        """Upload the poses of what is drawn; how many workgroups bend it. Raises YingxiError without rigs."""
        rows, jobs, total, now = [], [], 0, set()
        for name, bones in poses.items():
            kinds = [kind for kind in self.kinds_of(name, poses) if kind in drawn]
            if not kinds:
                continue
            rows.append(np.asarray(bones, np.float32).reshape(-1, 4))
            for kind in kinds:
                jobs.append(self.jobs_of[kind] + np.array([0, -self.first, total, 0]))
                self.check(kind, len(bones))
            total += len(rows[-1])
            now.update(kinds)
        self.rest(drawn - now)
        self.posed |= now
        if not jobs:
            return 0
        table = np.concatenate(jobs).astype(np.uint32)
        self.jobs.write(table)
        self.bones.write(np.concatenate(rows))
        return len(table)

    def kinds_of(self, name: str, poses: Mapping[str, Array]) -> Iterator[int]:
        """The kinds with rigs that a pose is for: its model and the far versions without their own."""
        kind = self.geometry.number.get(name, -1)
        found = [kind] if kind in self.jobs_of else []
        while kind >= 0 and (kind := int(self.geometry.far[kind])) >= 0:
            if kind in self.jobs_of and self.geometry.kinds[kind].name not in poses:
                found.append(kind)
        if not found:
            raise YingxiError(f"a pose is given for '{name}', but no model of that name has a rig")
        return iter(found)

    def check(self, kind: int, bones: int) -> None:
        """Raise YingxiError where a kind is held by bones that a pose does not have."""
        whole = self.geometry.kinds[kind]
        needed = max(part.bones for part in whole.parts)
        if needed > bones:
            raise YingxiError(f"the pose of '{whole.name}' has {bones} bones, but its rig needs {needed}")

    def rest(self, kinds: set[int]) -> None:
        """Bring kinds that held a pose before back to rest."""
        for kind in self.posed & kinds:
            for part in self.geometry.kinds[kind].parts:
                mesh = self.geometry.vertices[part.base_vertex : part.base_vertex + part.vertices]
                place = part.base_vertex * VERTEX.itemsize
                self.device.queue.write_buffer(self.vertices, place, np.ascontiguousarray(mesh))
        self.posed -= kinds

    def record(self, encoder: Any, groups: int) -> None:
        """Bend everything prepared, in one dispatch."""
        step = encoder.begin_compute_pass()
        step.set_pipeline(skin_pipeline())
        step.set_bind_group(0, self.bind())
        step.dispatch_workgroups(groups)
        step.end()

    def bind(self) -> Any:
        """The bind group of skin.wgsl, made anew when a buffer has grown."""
        versions = (self.jobs.version, self.bones.version)
        if self.group is None or self.group[1] != versions:
            size = VERTEX.itemsize
            offset, length = self.first * size, (self.end - self.first) * size
            bound = [{"buffer": buffer} for buffer in (self.jobs.gpu, self.rests, self.bones.gpu)] + [
                {"buffer": self.vertices, "offset": offset, "size": length}
            ]
            entries = [{"binding": k, "resource": resource} for k, resource in enumerate(bound)]
            layout = skin_pipeline().get_bind_group_layout(0)
            self.group = self.device.gpu.create_bind_group(layout=layout, entries=entries), versions
        return self.group[0]
