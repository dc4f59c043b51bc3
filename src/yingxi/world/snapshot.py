"""A world at one frame, evaluated on the CPU: camera, what is shown, who is seen by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from yingxi.world.geometry import Geometry
from yingxi.world.lamps import Lamps, choose_lamps
from yingxi.world.moments import merge, moment_at
from yingxi.world.optics import View, view_of
from yingxi.world.scene import Air, Array, CameraPose, Moment, World
from yingxi.world.settings import Settings
from yingxi.world.staging import Crowd, Detail, Draw, fitting_detail, gather, join, stage
from yingxi.world.weather import falling


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """Camera and crowd at `t`; `moving` are the crowd's instances that are not static."""

    frame: int
    t: float
    pose: CameraPose
    view: View
    moment: Moment
    weather: Moment
    lamps: Lamps
    moving: Crowd
    crowd: Crowd


def take_snapshot(
    world: World, geometry: Geometry, statics: Crowd, frame: int, fps: int, size: tuple[int, int]
) -> Snapshot:
    """Evaluate a world at a frame of a picture size."""
    t = frame / fps
    pose = world.camera(t)
    view = view_of(pose, size)
    moment = moment_at(world.actors, t)
    weather = falling(world.air, pose, t, world.seed) if falls(world.air) else Moment()
    moving = gather(geometry, merge_instances(moment, weather))
    lamps = choose_lamps(moment.lights, moment.tubes, view.eye)
    return Snapshot(frame, t, pose, view, moment, weather, lamps, moving, join(statics, moving))


def falls(air: Air) -> bool:
    """Whether anything falls or drifts in the air."""
    return max(air.rain, air.snow, air.petals, air.leaves, air.dust) > 0


def merge_instances(moment: Moment, weather: Moment) -> Mapping[str, Array]:
    """Instances of both, the weather's last."""
    return merge([moment, weather]).instances if weather.instances else moment.instances


def stage_views(
    snapshot: Snapshot, geometry: Geometry, wet: bool, detail: tuple[Detail, Detail]
) -> tuple[np.ndarray, list[Draw], list[Draw]]:
    """Packed instances for the main view and, over water, the mirrored one; and their draws."""
    view, lamps, crowd = snapshot.view, snapshot.lamps, snapshot.crowd
    still = len(crowd.kinds) - len(snapshot.moving.kinds)
    packed, main, _ = stage(geometry, crowd, view, lamps, False, 0, detail[0], still)
    if not wet:
        return packed, main, []
    more, mirror, _ = stage(geometry, crowd, view.mirrored, lamps, True, len(packed), detail[1])
    return np.concatenate([packed, more]), main, mirror


def shot_detail(
    snapshots: Sequence[Snapshot], geometry: Geometry, settings: Settings
) -> tuple[Detail, Detail]:
    """One detail for the main view and one for the mirror, for the whole shot, so that nothing flickers."""

    def fit(mirrored: bool) -> Detail:
        density = settings.leanest_mirror if mirrored else settings.leanest
        leanest = Detail(density, settings.smallest[mirrored])
        views = [(s.crowd, s.view.mirrored if mirrored else s.view) for s in snapshots]
        budget = settings.triangles[mirrored]
        return min(fitting_detail(geometry, crowd, view, mirrored, budget, leanest) for crowd, view in views)

    return fit(False), fit(True)


Ranges = dict[str, tuple[int, int]]


def sprite_table(snapshot: Snapshot) -> tuple[np.ndarray, Ranges, Ranges]:
    """All sprites (n, 12), puffs from far to near, and where each sort lies, in main view and mirror."""
    moment, weather = snapshot.moment, snapshot.weather
    puffs = np.concatenate([moment.puffs, weather.puffs])
    own = sort_back_to_front(moment.puffs, snapshot.view.eye) if len(weather.puffs) else moment.puffs[:0]
    tables = [moment.beams, sort_back_to_front(puffs, snapshot.view.eye), moment.glows, weather.glows, own]
    ends = np.cumsum([0, *(len(table) for table in tables)]).tolist()
    main = {
        "beam": (ends[0], len(tables[0])),
        "puff": (ends[1], len(tables[1])),
        "glow": (ends[2], len(tables[2]) + len(tables[3])),
    }
    puff = (ends[4], len(own)) if len(weather.puffs) else main["puff"]
    mirror = {"beam": main["beam"], "puff": puff, "glow": (ends[2], len(tables[2]))}
    return np.concatenate(tables).astype(np.float32, copy=False), main, mirror


def sort_back_to_front(rows: Array, eye: np.ndarray) -> Array:
    """Sprites from far to near."""
    return rows[np.argsort(-((rows[:, :3] - eye) ** 2).sum(1), kind="stable")] if len(rows) else rows
