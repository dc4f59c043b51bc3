"""Mounts as what is ridden: the seats that an actor offers, and rider and mount as one thing to be framed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast

import numpy as np

from yingxi.art.asset import Asset
from yingxi.art.framing_sizes import LADDER
from yingxi.art.seat import Seat, Seated
from yingxi.film.errors import YingxiError
from yingxi.world.scene import Actor, Array, Model, Moment, Sound

SITTING = 0.52
"""Share of a person's height that is over the seat."""


class Mount(Protocol):
    """An actor that people can sit on."""

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of its copies at a time."""
        ...


def seats_on(actor: Actor, count: int) -> tuple[Seated, ...]:
    """The first seats of a mount, one on each copy. Raises YingxiError when the actor offers none."""
    if not hasattr(actor, "seat"):
        raise YingxiError(f"{type(actor).__name__} says that it carries people but offers no seat(number, t)")
    mount = cast("Mount", actor)
    return tuple(partial(mount.seat, number) for number in range(count))


@dataclass(frozen=True, eq=False)
class Ridden:
    """A mount and its riders as one actor, for the camera and the checker."""

    mount: Actor
    riders: tuple[Actor, ...]

    @property
    def models(self) -> Mapping[str, Model]:
        return self.mount.models

    def at(self, t: float) -> Moment:
        """The mount; the riders are drawn as actors of their own."""
        return self.mount.at(t)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round mount and riders."""
        boxes = [actor.bounds(t) for actor in (self.mount, *self.riders)]
        return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of the mount."""
        return self.mount.sounds(duration)


def ridden_by(mount: Actor, riders: Sequence[Actor]) -> Actor:
    """The mount with its riders as one thing; the mount itself where nobody rides it."""
    return Ridden(mount, tuple(riders)) if riders else mount


def ridden_asset(mount: Asset, riders: Sequence[Asset]) -> Asset:
    """The mount as tall as its riders make it, and no closer than they hold."""
    if not riders:
        return mount
    length, height, width = mount.size
    tall = 0.72 * height + SITTING * max(rider.size[1] for rider in riders)
    closest = min((mount.closest, *(rider.closest for rider in riders)), key=lambda size: LADDER.index(size))
    return replace(mount, size=(length, max(height, tall), max(width, 0.9)), closest=closest)
