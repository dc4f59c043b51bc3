"""The uniform block of a view, as a numpy record with the layout of View in common.wgsl."""

import numpy as np

from yingxi.world.lamps import Lamps
from yingxi.world.optics import Numbers, View
from yingxi.world.scene import Air, Water
from yingxi.world.waves import swell_reach

FOUR = ("<f4", 4)
LAYOUT = np.dtype(
    [(name, "<f4", (4, 4)) for name in ("clip", "mirror", "shadow")]
    + [
        (name, *FOUR)
        for name in (
            "eye",
            "right",
            "up",
            "forward",
            "size",
            "sun",
            "sun_colour",
            "zenith",
            "horizon",
            "ground",
            "glow",
            "glow_side",
            "haze",
            "layers",
            "wind",
            "water",
            "foam",
            "pool",
            "fan",
            "counts",
        )
    ]
    + [
        ("waves", "<f4", (6, 4)),
        ("wave_more", "<f4", (6, 4)),
        ("lights", "<f4", (64, 2, 4)),
        ("tubes", "<f4", (24, 3, 4)),
    ]
)


def empty_block() -> np.ndarray:
    """One zeroed record."""
    return np.zeros((), LAYOUT)


def set_air(block: np.ndarray, air: Air, seed: int) -> None:
    """Sky, light and weather."""
    sun = np.asarray(air.sun, float)
    block["sun"] = [*(sun / max(float(np.linalg.norm(sun)), 1e-9)), air.sun_size]
    block["sun_colour"] = [*air.sun_colour, 0.0]
    block["zenith"] = [*air.zenith, air.clouds]
    block["horizon"] = [*air.horizon, air.stars]
    block["ground"] = [*air.ground, air.rain]
    block["glow"] = [*air.glow, float(any(air.glow))]
    block["glow_side"] = [*air.glow_side, float(any(air.glow_side))]
    block["haze"] = [air.haze, air.mist, 1.0 / max(air.mist_height, 0.1), air.snow]
    block["wind"] = [*air.wind, 0.0]
    block["forward"][3] = float(seed % 4096)


def set_flashes(block: np.ndarray, flashes: np.ndarray) -> None:
    """The brightest flash of lightning, where it outshines sun or moon, lights the scene in their stead."""
    if not len(flashes):
        return
    brightest = flashes[np.argmax(flashes[:, 3:].sum(1))]
    if brightest[3:].sum() > block["sun_colour"][:3].sum():
        block["sun"][:3] = brightest[:3] / max(float(np.linalg.norm(brightest[:3])), 1e-9)
        block["sun_colour"][:3] = brightest[3:]
    # The whole sky answers, faintly.
    block["zenith"][:3] += 0.006 * brightest[3:]
    block["horizon"][:3] += 0.014 * brightest[3:]


def set_water(block: np.ndarray, water: Water | None, centre: tuple[float, float], waves: np.ndarray) -> None:
    """Colour, wake map and swell; the waves are as in common.wgsl."""
    if water is None:
        block["foam"][3] = 1.0
        return
    block["water"] = [*water.colour, swell_reach(water.swell)]
    block["foam"] = [*water.foam_colour, water.span]
    block["pool"] = [*centre, *water.flow]
    block["waves"], block["wave_more"] = waves
    block["counts"][2] = water.choppiness * (1 + 0.5 * np.sqrt(max(water.swell - 0.05, 0.0)))


def set_view(block: np.ndarray, view: View, mirror_clip: Numbers, size: tuple[int, int], t: float) -> None:
    """The camera, as seen by one pass that draws `size` pixels at `t` seconds."""
    width, height = size
    across, rise = view.tangent
    block["clip"] = view.clip.T
    block["mirror"] = mirror_clip.T
    block["eye"] = [*view.eye, t]
    block["right"] = [*(view.right * across), 2 * across / width]
    block["up"][:3] = view.up * rise
    block["forward"][:3] = view.forward
    block["size"] = [width, height, 1 / width, 1 / height]
    mist = np.exp(-max(view.eye[1], 0.0) * block["haze"][2] * np.array([1.0, 0.125]))
    block["layers"][:2] = mist
    block["fan"] = fan_of(view)


def shift_picture(block: np.ndarray, shift: tuple[float, float]) -> None:
    """Move the picture by `shift` in clip space over w; rays through pixels move against it."""
    block["clip"][:, 0] += shift[0] * block["clip"][:, 3]
    block["clip"][:, 1] += shift[1] * block["clip"][:, 3]
    block["forward"][:3] -= block["right"][:3] * shift[0] + block["up"][:3] * shift[1]


def fan_of(view: View) -> list[float]:
    """Direction and half angle of the wedge of water that the camera may see."""
    across, rise = view.tangent
    level = np.array([view.forward[0], view.forward[2]])
    length = float(np.linalg.norm(level))
    steep = abs(view.forward[1]) + rise * length > 0.8
    if steep or length < 1e-6:
        return [1.0, 0.0, np.pi, 0.0]
    level /= length
    half = (
        float(np.arctan(np.hypot(across, rise * 0.5) / max(length - rise * abs(view.forward[1]), 0.2))) * 1.12
        + 0.05
    )
    return [float(level[0]), float(level[1]), min(half, np.pi), 0.0]


def set_shadow(block: np.ndarray, clip: Numbers, texel: float, side: int) -> None:
    """The shadow map's matrix and grain."""
    block["shadow"] = clip.T
    block["counts"][3] = texel
    block["wind"][3] = 0.75 / side
    block["sun_colour"][3] = 1.0


def set_lamps(block: np.ndarray, lamps: Lamps) -> None:
    """Point and line lights; index 0 of each is dark."""
    block["lights"] = lamps.lights
    block["tubes"] = lamps.tubes
    block["counts"][:2] = [lamps.light_count, lamps.tube_count]
