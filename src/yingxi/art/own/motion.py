"""The animations of a model, laid out as rows of what each bone does, 24 times a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.container import Container, Floats, floats, numbers
from yingxi.art.own.nodes import Binding, Matrices, Tree, palette, placed
from yingxi.art.own.refusal import broken

RATE = 24
LONGEST = 8.0
"""Seconds of an animation that are taken; a loop of a walk is about one."""
MOST_KEYS = 20_000
MOST_CLIPS = 64
PACES = {
    "move": ("walk", "gallop", "trot", "run", "fly", "flap", "swim", "crawl", "jog", "move",
             "走", "跑", "飞", "游"),
    "rest": ("idle", "stand", "rest", "breath", "survey", "sit", "站", "歇"),
}  # fmt: skip
"""What the names of animations say of their use."""


@dataclass(frozen=True, eq=False, slots=True)
class Clip:
    """One loop: `bones` (frames, k, 3, 4) at RATE frames a second; `name` as the file has it."""

    name: str
    bones: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """How long one round takes."""
        return len(self.bones) / RATE


@dataclass(frozen=True, eq=False, slots=True)
class _Track:
    node: int
    path: str
    times: Floats
    values: Floats
    way: str


def read_clips(container: Container, tree: Tree, bindings: Sequence[Binding]) -> tuple[Clip, ...]:
    """One loop to move by and one to rest by, as far as the file has them; the first one serves for both."""
    rows = container.rows("animations")[:MOST_CLIPS]
    named = [(str(row.get("name", "")) if isinstance(row, dict) else "", k) for k, row in enumerate(rows)]
    chosen = dict.fromkeys(_chosen(named))
    return tuple(_clip(container, tree, bindings, index, name) for name, index in chosen)


def _chosen(named: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    found = []
    for words in PACES.values():
        match = [(at, one) for one in named for at, word in enumerate(words) if word in one[0].lower()]
        found += [min(match)[1]] if match else []
    return found or list(named[:1])


def is_moving(clip: Clip) -> bool:
    """Whether a clip's name says that it carries the figure along."""
    return any(word in clip.name.lower() for word in PACES["move"])


def _clip(container: Container, tree: Tree, bindings: Sequence[Binding], index: int, name: str) -> Clip:
    tracks = _tracks(container, tree, container.item("animations", index))
    begin = min((float(track.times[0]) for track in tracks), default=0.0)
    last = max((float(track.times[-1]) for track in tracks), default=0.0)
    frames = max(round(min(last - begin, LONGEST) * RATE), 1)
    rows = []
    for frame in range(frames):
        at = begin + frame / RATE
        changed: dict[str, dict[int, Matrices]] = {"translation": {}, "rotation": {}, "scale": {}}
        for track in tracks:
            changed[track.path][track.node] = _sample(track, at)
        world = placed(tree, changed["translation"], changed["rotation"], changed["scale"])
        rows.append(palette(bindings, world))
    return Clip(name, np.array(rows, np.float32))


def _tracks(container: Container, tree: Tree, animation: Mapping[str, Any]) -> list[_Track]:
    """The channels that move nodes; morph weights are left out."""
    samplers, found = animation.get("samplers", []), []
    for channel in animation.get("channels", []):
        target = channel.get("target", {}) if isinstance(channel, dict) else {}
        node, path = target.get("node"), target.get("path")
        known = isinstance(node, int) and node in tree.parent
        if path not in ("translation", "rotation", "scale") or not known:
            continue
        at = channel.get("sampler")
        if not isinstance(at, int) or not 0 <= at < len(samplers) or not isinstance(samplers[at], dict):
            raise broken("动画缺采样器", "an animation lacks its sampler")
        found.append(_track(container, samplers[at], int(node or 0), path))
    return found


def _track(container: Container, sampler: Mapping[str, Any], node: int, path: str) -> _Track:
    times = floats(container, sampler.get("input"), MOST_KEYS)[:, 0]
    raw = numbers(container, sampler.get("output"), 3 * MOST_KEYS).astype(np.float32)
    width, way = (4 if path == "rotation" else 3), str(sampler.get("interpolation", "LINEAR"))
    if way == "CUBICSPLINE":
        raw, way = raw.reshape(-1, 3, raw.shape[1])[:, 1] if len(raw) % 3 == 0 else raw[:0], "LINEAR"
    wrong = raw.shape != (len(times), width) or not len(times) or not np.isfinite(raw).all()
    if wrong or (np.diff(times) < 0).any():
        raise broken("动画的关键帧不对", "an animation's keys are wrong")
    return _Track(node, path, times, raw, way)


def _sample(track: _Track, at: float) -> Matrices:
    """A track's value at a time; quaternions go the short way round."""
    after = int(np.clip(np.searchsorted(track.times, at, side="right"), 1, max(len(track.times) - 1, 1)))
    before = min(after - 1, len(track.times) - 1)
    after = min(after, len(track.times) - 1)
    first, second = track.values[before].astype(float), track.values[after].astype(float)
    span = float(track.times[after] - track.times[before])
    share = 0.0 if span <= 0 else float(np.clip((at - track.times[before]) / span, 0, 1))
    if track.way == "STEP":
        return np.asarray(first if share < 1 else second, np.float64)
    if track.path == "rotation" and first @ second < 0:
        second = -second
    return np.asarray(first + share * (second - first), np.float64)
