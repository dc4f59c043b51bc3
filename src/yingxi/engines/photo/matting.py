"""Cuts the subject out of a photograph: a packaged network finds it, a guided filter draws its edge.

Network: U²-Net-P (Qin et al. 2020, "U²-Net: Going Deeper with Nested U-Structure for Salient Object
Detection"), 4.6 MB, Apache-2.0, from the pack `matting`. Edge: the guided filter in colour (He et al. 2013).
"""

from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

from yingxi.engines.photo.pixels import Bytes, Floats
from yingxi.film.errors import YingxiError

SIDE = 320
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
GUIDE_SIDE = 720
SMOOTH = 1e-4
SMALL = 0.04
"""Pieces smaller than this share of the largest are no part of the subject."""
GAP = 0.02
"""Pieces of background smaller than this share of the picture, cut off by the subject, are part of it."""


@lru_cache(maxsize=1)
def network() -> Any:
    """The network, loaded once a process; YingxiError when its pack is missing."""
    import onnxruntime

    from yingxi.store import find_pack

    path = find_pack("matting")
    if path is None:
        raise YingxiError(
            "the pack 'matting' is missing, so nothing can be cut out of a photograph; run make setup",
            zh="没有抠图网络（matting），照片里什么都抠不出来；请运行 make setup",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def cut_out(picture: Bytes) -> Floats:
    """How much of each pixel is the subject: (h, w) of 0-1. All zeros when nothing stands out."""
    return follow_edges(picture, keep_large(find_subject(picture)))


def find_subject(picture: Bytes) -> Floats:
    """What stands out in the picture or in its mirror image, by the network: (320, 320) of 0-1.

    It sees parts of a subject in one of the two that it overlooks in the other: a neck, a helmet.
    """
    small = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return find_in_small(small.tobytes())


@lru_cache(maxsize=8)
def find_in_small(small: bytes) -> Floats:
    """The same for the 320x320 pixels that the network sees; the shots of a film share few photographs."""
    values = np.frombuffer(small, np.uint8).reshape(SIDE, SIDE, 3).astype(np.float32) / 255
    values /= max(float(values.max()), 1e-6)
    seen = ((values - MEAN) / SPREAD).transpose(2, 0, 1).astype(np.float32)
    found = np.maximum(ask_network(seen), ask_network(seen[..., ::-1])[:, ::-1])
    found.flags.writeable = False
    return found


def ask_network(seen: Floats) -> Floats:
    """The network's answer to one normalised picture (3, 320, 320): (320, 320) of 0-1."""
    session = network()
    given = {session.get_inputs()[0].name: np.ascontiguousarray(seen[None])}
    found: Floats = session.run(None, given)[0][0, 0]
    return found


def keep_large(rough: Floats) -> Floats:
    """The map with half-hearted regions decided, small separate pieces taken out and small gaps filled.

    What is seen through a gap then moves with the subject, which nobody notices; a torn neck is noticed.
    """
    from scipy.ndimage import binary_dilation, label

    decided = fill_gaps(smooth_step(rough, 0.3, 0.7))
    pieces, count = label(decided > 0.3)
    if not count:
        return np.zeros_like(decided)
    sizes = np.bincount(pieces.ravel())[1:]
    large = np.isin(pieces, 1 + np.flatnonzero(sizes >= SMALL * sizes.max()))
    return np.where(binary_dilation(large, iterations=3), decided, 0).astype(np.float32)


def fill_gaps(decided: Floats) -> Floats:
    """The map with pieces of background that are cut off by the subject and small made part of it."""
    from scipy.ndimage import binary_dilation, label

    pieces, _ = label(decided <= 0.5)
    sizes = np.bincount(pieces.ravel())
    small = np.flatnonzero(sizes < GAP * decided.size)
    gaps = np.isin(pieces, small[small > 0])
    return np.where(binary_dilation(gaps, iterations=2), np.maximum(decided, 1), decided).astype(np.float32)


def smooth_step(values: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, smooth between."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def follow_edges(picture: Bytes, rough: Floats) -> Floats:
    """The rough map of any size made to follow the edges of the picture, at the picture's size."""
    height, width = picture.shape[:2]
    if rough.max() < 0.5:
        return np.zeros((height, width), np.float32)
    scale = min(1.0, GUIDE_SIDE / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    guide = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX), np.float32) / 255
    matte = np.asarray(Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC), np.float32)
    slope, level = guided_planes(guide, matte, max(2, round(0.008 * max(size))))
    fine = np.asarray(picture, np.float32) / 255
    edge = enlarge(level, (width, height))
    for channel in range(3):
        edge += enlarge(slope[..., channel], (width, height)) * fine[..., channel]
    return smooth_step(edge, 0.06, 0.94)


def enlarge(values: Floats, size: tuple[int, int]) -> Floats:
    """A map at another size (width, height), between its values linear."""
    return np.array(Image.fromarray(values).resize(size, Image.Resampling.BILINEAR), np.float32)


def guided_planes(guide: Floats, matte: Floats, radius: int) -> tuple[Floats, Floats]:
    """The local planes matte = slope·colour + level: (h, w, 3) and (h, w); He et al. 2013, eq. 19-20."""
    from scipy.ndimage import uniform_filter

    def mean(values: Floats) -> Floats:
        window = (2 * radius + 1, 2 * radius + 1, *(1,) * (values.ndim - 2))
        return np.asarray(uniform_filter(values, window, mode="nearest"), np.float32)

    colour, alpha = mean(guide), mean(matte)
    together = mean(guide * matte[..., None]) - colour * alpha[..., None]
    products = guide[..., :, None] * guide[..., None, :]
    spread = mean(products) - colour[..., :, None] * colour[..., None, :]
    spread += SMOOTH * np.eye(3, dtype=np.float32)
    slope = np.linalg.solve(spread, together[..., None])[..., 0]
    level = alpha - (slope * colour).sum(-1)
    return mean(slope), mean(level)
