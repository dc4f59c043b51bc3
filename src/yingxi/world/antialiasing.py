"""Temporal antialiasing: frames drawn one after another through other points of their pixels, joined."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from yingxi.world import shaders
from yingxi.world.device import Device
from yingxi.world.optics import Numbers, View
from yingxi.world.pipelines import new_pipeline
from yingxi.world.settings import SAMPLES
from yingxi.world.snapshot import Snapshot
from yingxi.world.staging import Crowd, seen
from yingxi.world.targets import MIRROR, Sizes, Targets

SHIFTS = ((-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375))
"""Where in a pixel each of four frames samples, in pixels from its middle: a rotated grid."""


FARTHEST = 5.0
"""Metres in a frame beyond which something did not move but was put elsewhere."""
SHARPENING = 0.30
"""Of what stands alone, away from edges: the picture is enlarged afterwards."""


def shift_of(frame: int, size: tuple[int, int]) -> tuple[float, float]:
    """What is added to x and y of clip space over w, so that a frame samples its own point of the pixels."""
    x, y = SHIFTS[frame % SAMPLES]
    return -2 * x / size[0], 2 * y / size[1]


def frames_before(frame: int) -> tuple[int, ...]:
    """The frames that one is joined with, the latest first: none reaches back over the shot's first frame."""
    first = 0 if frame >= 0 else frame - SAMPLES
    return tuple(range(frame - 1, max(frame - SAMPLES, first - 1), -1))


class FrameJoiner:
    """Joins the frame just drawn with those before it, each found where the camera then saw the same point.

    A point that was hidden then, or that moved by itself, is held to the colours that stand around it now.
    After Karis, High Quality Temporal Supersampling (SIGGRAPH 2014), over a fixed number of frames, so that
    a frame depends on `SAMPLES` views and on no history.
    """

    def __init__(self, device: Device, sizes: Sizes, targets: Targets) -> None:
        import wgpu

        self.device, self.size, self.output = device, sizes.inner, targets.smooth.view
        self.knobs = device.gpu.create_buffer(
            size=48 + 80 * (SAMPLES - 1), usage=wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        )
        self.soft = device.gpu.create_sampler(mag_filter="linear", min_filter="linear")
        self.layout = join_layout(device)
        code = shaders.source("antialias")
        self.pipeline = new_pipeline(
            code, "joint_vertex", "join_frames", form=MIRROR, layout=self.layout, depth=False
        )
        self.groups = [self.group(targets, layer) for layer in range(SAMPLES)]
        self.restart()

    def restart(self) -> None:
        """Forget all frames: another world is drawn."""
        self.layer = 0
        self.drawn: dict[int, int] = {}
        self.crowds: dict[int, Crowd] = {}
        self.reflected: tuple[int | None, Numbers | None] = None, None

    def missing(self, frame: int) -> tuple[int, ...]:
        """Frames to draw before one, in order: those that it is joined with, or none if all are at hand."""
        before = frames_before(frame)
        kept = frame % 2 == 0 or not before or self.reflected[0] == frame - 1
        at_hand = kept and all(self.drawn.get(number % SAMPLES) == number for number in before)
        return () if at_hand else before[::-1]

    def reflect(self, frame: int, clip: Numbers, wet: bool) -> Numbers | None:
        """The clip space of the mirror that the frame before drew and an odd frame keeps; None to draw one.

        Ripples hide that a reflection stands for two frames: it lies where the camera then saw it.
        """
        number, kept = self.reflected
        if frame % 2 and number == frame - 1 and kept is not None:
            return kept
        self.reflected = frame, clip if wet else None
        return None

    def group(self, targets: Targets, layer: int) -> Any:
        """What is read when the latest frame lies in a layer: it and those before it, the latest first."""
        resources: list[Any] = [{"buffer": self.knobs, "offset": 0, "size": self.knobs.size}, self.soft]
        resources += [targets.display[(layer - k) % SAMPLES].view for k in range(SAMPLES)]
        entries = [{"binding": k, "resource": resource} for k, resource in enumerate(resources)]
        return self.device.gpu.create_bind_group(layout=self.layout, entries=entries)

    def prepare(self, snapshot: Snapshot, past: Sequence[View], water: float) -> None:
        """Say how a frame's view lies in those of the frames before it, the latest first.

        What moves below the height `water` (m) is water.
        """
        frame, view = snapshot.frame, snapshot.view
        drift = drift_of(self.crowds.get(frame - 1), snapshot.moving, view)
        self.crowds = {n: crowd for n, crowd in self.crowds.items() if abs(n - frame) < SAMPLES}
        self.crowds[frame] = snapshot.moving
        wide, tall = self.size
        block = np.zeros((3 + 5 * (SAMPLES - 1), 4), np.float32)
        block[0] = [wide, tall, 1 / wide, 1 / tall]
        block[1] = [*view.tangent, SHARPENING, water]
        lens = np.stack([view.eye, view.forward, view.right * view.tangent[0], view.up * view.tangent[1]])
        block[2] = lens[:, 1]
        for k, former in enumerate(past):
            points = np.stack([lens[0], lens[0] - (k + 1) * drift, *lens[1:]])
            block[3 + 5 * k : 8 + 5 * k, :3] = within(former, points, np.array([1.0, 1.0, 0.0, 0.0, 0.0]))
            block[3 + 5 * k, 3] = 1.0
        self.layer = frame % SAMPLES
        self.drawn[self.layer] = frame
        self.device.queue.write_buffer(self.knobs, 0, block)

    def record(self, encoder: Any) -> None:
        """The joined picture into `smooth`."""
        attachment = {
            "view": self.output,
            "load_op": "clear",
            "store_op": "store",
            "clear_value": (0, 0, 0, 0),
        }
        render = encoder.begin_render_pass(color_attachments=[attachment])
        render.set_pipeline(self.pipeline)
        render.set_bind_group(0, self.groups[self.layer])
        render.draw(3)
        render.end()


def within(former: View, vectors: Numbers, weights: Numbers) -> Numbers:
    """(n, 3): points (of weight 1) and directions (0) in a former picture as u w, v w and w."""
    clip = np.concatenate([vectors, weights[:, None]], 1) @ former.clip.T
    w = clip[:, 3]
    return np.stack([(w + clip[:, 0]) / 2, (w - clip[:, 1]) / 2, w], 1)


def drift_of(before: Crowd | None, now: Crowd, view: View) -> Numbers:
    """How far the thing that is largest in the view went since the frame before, m."""
    if before is None or not len(now.kinds) or not np.array_equal(before.kinds, now.kinds):
        return np.zeros(3)
    chosen, depth = seen(now, view, False, 0.0)
    if not len(chosen):
        return np.zeros(3)
    largest = chosen[np.argmax(now.radii[chosen] / np.maximum(depth, now.radii[chosen]))]
    went = now.centres[largest].astype(float) - before.centres[largest]
    return went if float(went @ went) < FARTHEST**2 else np.zeros(3)


def join_layout(device: Device) -> Any:
    """The bind group layout of antialias.wgsl."""
    import wgpu

    kinds: list[dict[str, Any]] = [
        {"buffer": {"type": "uniform"}},
        {"sampler": {"type": "filtering"}},
    ]
    kinds += [{"texture": {"sample_type": "float", "view_dimension": "2d"}} for _ in range(SAMPLES)]
    stage = wgpu.ShaderStage.VERTEX | wgpu.ShaderStage.FRAGMENT
    entries = [{"binding": k, "visibility": stage, **kind} for k, kind in enumerate(kinds)]
    return device.gpu.create_bind_group_layout(entries=entries)
