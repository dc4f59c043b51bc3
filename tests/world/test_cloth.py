"""Cloth hangs at its length, blows, keeps out of bodies, lies on floors; a frame is what it is."""

from collections.abc import Callable

import numpy as np
import pytest

from yingxi.world.cloth import Capsules, Cloth, Draped, Footing, Sheet

COLUMNS, ROWS = 6, 7
NOBODY = Capsules(
    start=np.zeros((0, 3), np.float32),
    end=np.zeros((0, 3), np.float32),
    first=np.zeros(0, np.float32),
    last=np.zeros(0, np.float32),
)


def curtain(**changes: float) -> Sheet:
    """A flat sheet 0.5 m wide and 0.6 m long that hangs from a line 1 m up."""
    x, y = np.meshgrid(np.linspace(0, 0.5, COLUMNS), np.linspace(1.0, 0.4, ROWS), indexing="ij")
    hold = np.zeros((COLUMNS, ROWS))
    hold[:, 0] = 1.0
    return Sheet(rest=np.stack([x, y, 0 * x], -1), hold=hold, **changes)


def draped(
    wind: tuple[float, float, float] = (0.0, 0.0, 0.0),
    bars: Capsules = NOBODY,
    floor: float = -9.0,
    going: Callable[[float], tuple[float, float, float]] = lambda t: (0.0, 0.0, 0.0),
    **changes: float,
) -> Draped:
    """The curtain on a rod that goes its way."""
    cloth = Cloth([curtain(**changes)], 24)

    def footing(t: float) -> Footing:
        return Footing(goal=cloth.rest + np.asarray(going(t), np.float32), bars=bars, floor=floor)

    return Draped(cloth, footing, wind, 24)


def shape(points: np.ndarray) -> np.ndarray:
    return points.reshape(COLUMNS, ROWS, 3)


def test_it_hangs_at_its_own_length() -> None:
    long = np.linalg.norm(np.diff(shape(draped().at(1.0)), axis=1), axis=2)
    assert long.max() < 0.1 * 1.03
    assert long.min() > 0.1 * 0.97


def test_the_edge_that_is_held_is_where_its_wearer_has_it() -> None:
    moving = draped(going=lambda t: (2.0 * t, 0.3, 0.0))
    assert np.allclose(shape(moving.at(1.0))[:, 0], curtain().rest[:, 0] + (2.0, 0.3, 0.0), atol=1e-5)


def test_wind_takes_silk_further_than_linen() -> None:
    ends = [shape(draped((0.0, 0.0, 3.0), air=air).at(1.0))[:, -1, 2].mean() for air in (0.5, 2.0)]
    assert 0.02 < ends[0] < ends[1] < 0.62


def test_cloth_lags_behind_a_wearer_that_runs_and_less_so_where_it_is_carried() -> None:
    def behind(carry: float) -> float:
        running = draped(going=lambda t: (0.0, 0.0, 4.0 * max(t, 0.0)), carry=carry)
        return float(4.0 * 0.5 - shape(running.at(0.5))[:, -1, 2].mean())

    assert behind(0.0) > 0.2
    assert 0.0 < behind(0.9) < behind(0.0)


def test_it_stays_out_of_a_body_that_swings_into_it() -> None:
    bar = Capsules(
        start=np.array([[-1.0, 0.7, 0.05]], np.float32),
        end=np.array([[2.0, 0.7, 0.05]], np.float32),
        first=np.array([0.1], np.float32),
        last=np.array([0.1], np.float32),
    )
    points = draped(bars=bar).at(0.5)
    free = shape(points)[:, 1:].reshape(-1, 3)
    away = np.hypot(free[:, 1] - 0.7, free[:, 2] - 0.05)
    assert away.min() > 0.095


def test_it_lies_on_the_floor() -> None:
    points = draped(floor=0.55).at(1.0)
    assert points[:, 1].min() >= 0.55


@pytest.mark.parametrize("first", [0.0, 0.5, 1.5])
def test_a_frame_is_the_same_however_one_comes_to_it(first: float) -> None:
    def make() -> Draped:
        return draped((1.0, 0.0, 2.0), going=lambda t: (np.sin(3 * t), 0.0, 0.0))

    straight, roundabout = make(), make()
    roundabout.at(first)
    assert roundabout.at(1.0).tobytes() == straight.at(1.0).tobytes()


def test_between_two_frames_it_is_between() -> None:
    cloth = draped((0.0, 0.0, 3.0))
    early, middle, late = cloth.at(0.0), cloth.at(0.5 / 24), cloth.at(1 / 24)
    assert np.allclose(middle, 0.5 * (early + late), atol=1e-6)


def folded(apart: float) -> np.ndarray:
    """A cloth that lies folded once on the floor, its upper half let fall: (17, 9, 3) a second later."""
    u, v = np.meshgrid(np.arange(17) * 0.05, np.arange(9) * 0.05, indexing="ij")
    hold = np.zeros((17, 9))
    hold[0] = 1.0
    rest = np.stack([u, 0 * u, v], -1)
    cloth = Cloth([Sheet(rest=rest, hold=hold, bend=0.02, apart=apart)], 24)
    over = np.maximum(u - 0.4, 0.0)
    start = np.stack([np.minimum(u, 0.8 - u), 0.02 + np.minimum(0.6 * over, 0.05), v], -1)
    footing = Footing(goal=start.reshape(-1, 3).astype(np.float32), bars=NOBODY, floor=0.0)
    return Draped(cloth, lambda t: footing, (0.0, 0.0, 0.0), 24, settle=0.0).at(1.0).reshape(17, 9, 3)


def test_a_fold_lies_on_the_cloth_below_it() -> None:
    def gap(apart: float) -> float:
        points = folded(apart)
        return float((points[16:9:-1, :, 1] - points[:7, :, 1]).min())

    assert gap(0.0) < 0.002
    assert gap(0.02) > 0.015


def test_cloth_that_falls_on_cloth_stays_above_it() -> None:
    x, z = np.meshgrid(np.arange(9) * 0.06, np.arange(9) * 0.06, indexing="ij")
    frame, corner = np.zeros((9, 9)), np.zeros((9, 9))
    frame[[0, -1]] = frame[:, [0, -1]] = 1.0
    corner[0, 0] = 0.001

    def lowest(apart: float) -> float:
        net = Sheet(rest=np.stack([x, 0 * x, z], -1), hold=frame, apart=apart)
        falls = Sheet(rest=np.stack([x, 0 * x + 0.4, z], -1), hold=corner, apart=apart)
        cloth = Cloth([net, falls], 24)
        footing = Footing(goal=cloth.rest, bars=NOBODY, floor=-2.0)
        points = Draped(cloth, lambda t: footing, (0.0, 0.0, 0.0), 24, settle=0.0).at(0.75)
        below, above = points.reshape(2, 9, 9, 3)
        return float((above - below)[2:7, 2:7, 1].min())

    assert lowest(0.0) < -0.05
    assert lowest(0.02) > 0.005


def test_layers_are_the_same_however_one_comes_to_them() -> None:
    assert folded(0.02).tobytes() == folded(0.02).tobytes()


def test_cloth_that_touches_a_body_is_not_driven_ahead_of_its_wearer() -> None:
    """What carries the cloth along is no slip: a cape at a gallop must not creep forward over its rider."""
    along, high = np.meshgrid(np.linspace(-0.1, 0.1, 4), np.linspace(1.4, 0.6, 6), indexing="ij")
    rest = np.stack([along, high, np.full_like(along, 0.13)], -1)
    cloth = Cloth([Sheet(rest=rest, hold=np.tile((1.0, 0, 0, 0, 0, 0), (4, 1)), air=0.0, carry=0.6)], 24)

    def footing(t: float) -> Footing:
        ahead = np.array((12.0 * t, 0.0, 0.0), np.float32)
        ends = np.array(((0.0, 0.4, 0.0), (0.0, 1.5, 0.0)), np.float32) + ahead
        wide = np.array((0.13,), np.float32)
        bars = Capsules(start=ends[:1], end=ends[1:], first=wide, last=wide)
        return Footing(goal=cloth.rest + ahead, bars=bars, floor=0.0)

    hem = Draped(cloth, footing, (0.0, 0.0, 0.0), 24).at(0.5).reshape(4, 6, 3)[:, -1]
    assert float(hem[:, 0].mean()) < 6.0
