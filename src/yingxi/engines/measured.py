"""The world engine's own look at a shot: a probe of its light before it is shot, figures while it is."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from yingxi.film import Shot, Storyboard
from yingxi.media.gauge import SAID, Gauge, Light, Part, faults_of, light_of

if TYPE_CHECKING:
    from yingxi.art.dress import Dressed
    from yingxi.world import Renderer
    from yingxi.world.scene import World

DARK, WANTED, BLOWN = 0.035, 0.070, 0.22
"""Mean luma below which a shot is lit again, and to what; share of white from which it is dimmed."""
MOST_STOPS = 1.0


def stops_for(light: Light) -> float:
    """Stops by which a shot should be exposed otherwise; 0 where it reads as it is."""
    if light.luma < DARK:
        return min(MOST_STOPS, math.log2(WANTED / max(light.luma, 1e-3)))
    return -0.6 if light.white > BLOWN else 0.0


def load_lit(
    renderer: "Renderer", dressed: "Dressed", shot: Shot, board: Storyboard
) -> tuple["World", tuple[str, ...]]:
    """Put a shot into the renderer, exposed so that its middle frame reads; what was changed is said.

    Painted looks have their own light and are left alone.
    """
    world = dressed.world
    renderer.load(world)
    if world.medium is not None:
        return world, ()
    probe = renderer.glance(shot.length // 2)
    stops = stops_for(light_of(probe.y))
    if stops == 0.0:
        return world, ()
    grade = replace(world.grade, exposure=world.grade.exposure * 2.0**stops)
    lit = replace(world, grade=grade)
    renderer.load(lit)
    if board.language == "zh":
        return lit, (f"镜头 {shot.number}：试拍一帧后曝光改 {stops:+.1f} 挡",)
    return lit, (f"shot {shot.number}: exposed {stops:+.1f} stops after a test frame",)


def gauge_for(dressed: "Dressed", world: "World", shot: Shot, board: Storyboard) -> Gauge:
    """A gauge for the shot's frames that knows where its subject is."""
    return Gauge(length=shot.length, fps=board.fps, part_at=_part_at(dressed, world, board))


def _part_at(dressed: "Dressed", world: "World", board: Storyboard) -> Callable[[int], Part | None] | None:
    """The subject's part of a frame, by the projection of the box that the camera serves."""
    served = dressed.served
    if served is None:
        return None
    from yingxi.art.checker import box_corners
    from yingxi.world.optics import project

    size = (board.width, board.height)

    def part(frame: int) -> Part | None:
        t = frame / board.fps
        seen = project(world.camera(t), size, box_corners(served, t))
        if (seen[:, 2] < 0.1).any():
            return None
        low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
        left, top = max(0, int(low[0])), max(0, int(low[1]))
        right, bottom = min(size[0], int(high[0])), min(size[1], int(high[1]))
        return (left, top, right, bottom) if right - left >= 8 and bottom - top >= 8 else None

    return part


def figures_of(
    gauge: Gauge, dressed: "Dressed", world: "World", shot: Shot, board: Storyboard
) -> dict[str, float]:
    """What the gauge read, and how large, whole and free to see the subject was in mid-shot."""
    figures = gauge.figures()
    if dressed.served is not None:
        from yingxi.art.checker import presence

        t = 0.5 * shot.length / board.fps
        inside, share, hidden = presence(world, dressed.served, t, (board.width, board.height))
        figures |= {"subject_inside": inside, "subject_share": share, "subject_hidden": hidden}
    return {name: round(float(value), 4) for name, value in figures.items()}


def say_faults(figures: dict[str, float], shot: Shot, board: Storyboard) -> tuple[str, ...]:
    """One note with all that the figures find wrong with a shot; none when nothing is."""
    faults = faults_of(figures)
    if not faults:
        return ()
    if board.language == "zh":
        return (f"镜头 {shot.number} 未过检：" + "、".join(SAID[name][0] for name in faults),)
    return (f"shot {shot.number} fails its check: " + ", ".join(SAID[name][1] for name in faults),)
