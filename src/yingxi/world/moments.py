"""All actors of a world at one time, as one moment."""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from yingxi.world.scene import Actor, Moment

TABLES = tuple(f.name for f in fields(Moment) if f.name not in ("instances", "poses", "shapes"))


def merge(moments: Sequence[Moment]) -> Moment:
    """One moment that shows all of them, in order."""
    whole = Moment()
    for moment in moments:
        for name, rows in moment.instances.items():
            before = whole.instances.get(name)
            whole.instances[name] = rows if before is None else np.concatenate([before, rows])
        whole.poses.update(moment.poses)
        whole.shapes.update(moment.shapes)
    for table in TABLES:
        parts = [getattr(moment, table) for moment in moments if len(getattr(moment, table))]
        if parts:
            setattr(whole, table, np.concatenate(parts).astype(np.float32, copy=False))
    return whole


def moment_at(actors: Sequence[Actor], t: float) -> Moment:
    """What the actors show at `t` seconds."""
    return merge([actor.at(t) for actor in actors])
