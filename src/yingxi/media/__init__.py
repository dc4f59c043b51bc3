"""Frames and samples: decode, encode, join, stills. Knows no departments.

Modules stand in dependency order: frames and files first, joining last.
"""

from yingxi.media.decode import Probe, probe, read_frames, read_keyframe, read_samples
from yingxi.media.encode import VideoWriter
from yingxi.media.frames import FramePass, Planes, black_planes, half_rgb, planes_from_rgb, rgb_from_planes
from yingxi.media.join import VideoJoiner, can_copy
from yingxi.media.stills import contact_sheet, load_still, save_still, shrink, still_bytes

__all__ = [
    "FramePass",
    "Planes",
    "Probe",
    "VideoJoiner",
    "VideoWriter",
    "black_planes",
    "can_copy",
    "contact_sheet",
    "half_rgb",
    "load_still",
    "planes_from_rgb",
    "probe",
    "read_frames",
    "read_keyframe",
    "read_samples",
    "rgb_from_planes",
    "save_still",
    "shrink",
    "still_bytes",
]
