"""From light to a finished picture: bloom, focus, tone and grade, edges, planar YUV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from yingxi.world.device import Device
from yingxi.world.optics import circle_of_confusion
from yingxi.world.pipelines import post_layout, post_pipeline
from yingxi.world.scene import Array, CameraPose, Grade
from yingxi.world.targets import HDR, MIRROR, Sizes, Target, Targets

BLOOM_SPREAD = 0.92
CRISPNESS = 0.18
"""Sharpening of joined frames, which are a little soft and enlarged afterwards."""
MOST_BLUR = 0.011
"""Largest radius of blur, as a share of the picture's width."""


@dataclass(eq=False, slots=True)
class Step:
    """One full-screen draw: its pipeline, what it reads, where it writes, its knobs."""

    pipeline: Any
    group: Any
    knobs: Any
    output: Any


class Finisher:
    """All finishing steps of one renderer."""

    def __init__(self, device: Device, sizes: Sizes, targets: Targets) -> None:
        import wgpu

        self.device, self.sizes, self.targets = device, sizes, targets
        self.joined = len(targets.display) > 1
        self.sampler = device.gpu.create_sampler(mag_filter="linear", min_filter="linear")
        self.usage = wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        self.set_cube(None)
        self.mirror_steps = self.plan_mirror()
        self.bloom_steps = self.plan_bloom()
        half = targets.hdr.size
        self.halve = self.step("focus_half", HDR, targets.hdr, targets.half.view, half)
        self.gather = self.step("focus_gather", HDR, targets.half, targets.focused.view, half)
        self.edges = self.step("smooth_edges", MIRROR, targets.display[0].view, targets.smooth.view, half)
        self.write_knobs(self.edges, half, a=(0.16 if sizes.inner == sizes.out else 0.30, 0, 0, 0))
        self.plan_planar()

    def set_cube(self, lut: Array | None) -> None:
        """Take a (n, n, n, 3) look-up cube in display space, or none."""
        import wgpu

        cube = np.zeros((2, 2, 2, 3), np.float32) if lut is None else np.asarray(lut, np.float32)
        side = cube.shape[0]
        pixels = np.full((side, side, side, 4), 255, np.uint8)
        pixels[..., :3] = np.clip(np.round(cube.transpose(2, 1, 0, 3) * 255), 0, 255)
        texture = self.device.gpu.create_texture(
            size=(side, side, side),
            dimension="3d",
            format="rgba8unorm",
            usage=wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST,
        )
        self.device.queue.write_texture(
            {"texture": texture},
            pixels,
            {"bytes_per_row": side * 4, "rows_per_image": side},
            (side, side, side),
        )
        self.cube = texture.create_view()
        self.cube_side = 0 if lut is None else side
        self.plan_grade()

    def step(
        self,
        fragment: str,
        form: str,
        source: Any,
        output: Any,
        size: tuple[int, int],
        second: Any = None,
        third: Any = None,
    ) -> Step:
        """A step that reads `source` (a Target or view) of `size` pixels."""
        first = source.view if isinstance(source, Target) else source
        knobs = self.device.gpu.create_buffer(size=80, usage=self.usage)
        pictures = [first, second or first, third or second or first]
        entries: list[dict[str, Any]] = [
            {"binding": 0, "resource": {"buffer": knobs, "offset": 0, "size": 80}}
        ]
        entries += [{"binding": k + 1, "resource": view} for k, view in enumerate(pictures)]
        entries += [{"binding": 4, "resource": self.sampler}, {"binding": 5, "resource": self.cube}]
        group = self.device.gpu.create_bind_group(layout=post_layout(), entries=entries)
        joined = self.joined and fragment in ("finish", "finish_focused", "planar_luma")
        cube = self.cube_side > 0 and fragment.startswith("finish")
        made = Step(post_pipeline(fragment, form, cube, joined), group, knobs, output)
        self.write_knobs(made, size)
        return made

    def write_knobs(self, step: Step, size: tuple[int, int], *rows: Any, a: Any = (0, 0, 0, 0)) -> None:
        """Set a step's numbers: source size, then rows of four."""
        block = np.zeros((5, 4), np.float32)
        block[0] = [size[0], size[1], 1 / size[0], 1 / size[1]]
        for k, row in enumerate(rows or (a,)):
            block[k + 1] = row
        self.device.queue.write_buffer(step.knobs, 0, block)

    def plan_mirror(self) -> list[Step]:
        """Steps that blur the mirror into its mips."""
        mirror = self.targets.mirror
        steps = []
        for k in range(1, len(mirror.levels)):
            size = (max(1, mirror.size[0] >> (k - 1)), max(1, mirror.size[1] >> (k - 1)))
            steps.append(self.step("mirror_down", MIRROR, mirror.levels[k - 1], mirror.levels[k], size))
        return steps

    def plan_bloom(self) -> list[Step]:
        """Down and up again."""
        t = self.targets
        steps = [self.step("bloom_first", HDR, t.hdr, t.down[0].view, t.hdr.size)]
        for before, after in zip(t.down, t.down[1:], strict=False):
            steps.append(self.step("bloom_down", HDR, before, after.view, before.size))
        small = t.down[-1]
        for k in range(len(t.up) - 1, -1, -1):
            made = self.step("bloom_up", HDR, small, t.up[k].view, small.size, second=t.down[k].view)
            self.write_knobs(made, small.size, a=(BLOOM_SPREAD, 0, 0, 0))
            steps.append(made)
            small = t.up[k]
        return steps

    def plan_grade(self) -> None:
        """The tone and grade steps, without and with depth of field."""
        t = self.targets
        self.sharp = self.step("finish", MIRROR, t.hdr, t.display[0].view, t.hdr.size, t.up[0].view)
        self.blurred = self.step(
            "finish_focused", MIRROR, t.hdr, t.display[0].view, t.hdr.size, t.up[0].view, t.focused.view
        )

    def plan_planar(self) -> None:
        """Luma and chroma into one packed picture."""
        t, sizes = self.targets, self.sizes
        self.luma = self.step("planar_luma", MIRROR, t.smooth, t.planar.view, sizes.inner)
        self.chroma = self.step("planar_chroma", MIRROR, t.smooth, t.planar.view, sizes.inner)
        self.write_knobs(self.chroma, sizes.inner, a=(sizes.stride // 8, 0, 0, 0))

    def prepare(self, grade: Grade, pose: CameraPose, frame: int, focus: bool, painted: bool = False) -> bool:
        """Write this frame's knobs; whether it has depth of field. Painted pictures have no film's grain."""
        inner = self.sizes.inner
        blur = circle_of_confusion(pose, inner[0]) / 4 if focus else 0.0
        if blur > 0.3:
            most = max(2.0, MOST_BLUR * inner[0] / 2)
            for step in (self.halve, self.gather):
                self.write_knobs(step, inner, a=(pose.focus, blur, min(blur * 4, most), 0))
        final = self.blurred if blur > 0.3 else self.sharp
        warm = grade.temperature * 0.05
        gain = np.array(grade.gain) * np.array([1 + warm * 2, 1.0, 1 - warm * 2])
        self.write_knobs(
            final,
            inner,
            (grade.bloom, grade.exposure * pose.exposure, grade.vignette, 0.0),
            (grade.contrast, grade.saturation, self.cube_side, 0.0),
            (*grade.lift, 0.0),
            (*gain, 0.0),
        )
        self.write_knobs(self.luma, inner, a=(0.0 if painted else grade.grain, frame, CRISPNESS, 0))
        return blur > 0.3

    def record_mirror(self, encoder: Any) -> None:
        """Blur the mirror."""
        for step in self.mirror_steps:
            run(encoder, step)

    def recordings(self, focused: bool, layer: int = 0) -> list[tuple[str, Callable[[Any], None]]]:
        """All steps from light to display colours in a layer of `display`, by name."""
        last = replace(self.blurred if focused else self.sharp, output=self.targets.display[layer].view)
        groups: list[tuple[str, list[Step]]] = [("focus", [self.halve, self.gather])] if focused else []
        groups += [("bloom", self.bloom_steps), ("grade", [last])]
        return [(name, partial(run_all, steps=steps)) for name, steps in groups]

    def record_edges(self, encoder: Any) -> None:
        """Smooth the edges of a picture that stands alone."""
        run(encoder, self.edges)

    def record_planar(self, encoder: Any) -> None:
        """Luma above, chroma below."""
        render = begin(encoder, self.targets.planar.view)
        width, height = self.sizes.stride // 4, self.sizes.inner[1]
        for step, top, rows in ((self.luma, 0, height), (self.chroma, height, height // 2)):
            render.set_pipeline(step.pipeline)
            render.set_bind_group(0, step.group)
            render.set_scissor_rect(0, top, width, rows)
            render.draw(3)
        render.end()


def run_all(encoder: Any, steps: Sequence[Step]) -> None:
    """Record steps in order."""
    for step in steps:
        run(encoder, step)


def begin(encoder: Any, output: Any) -> Any:
    """A pass that overwrites one picture."""
    attachment = {"view": output, "load_op": "clear", "store_op": "store", "clear_value": (0, 0, 0, 0)}
    return encoder.begin_render_pass(color_attachments=[attachment])


def run(encoder: Any, step: Step) -> None:
    """Record one full-screen step."""
    render = begin(encoder, step.output)
    render.set_pipeline(step.pipeline)
    render.set_bind_group(0, step.group)
    render.draw(3)
    render.end()
