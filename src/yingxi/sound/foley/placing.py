"""Foley laid under the picture: every event at its own sample, every place with its air."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from zlib import crc32

import numpy as np

from yingxi.sound.foley.beds import Bed
from yingxi.sound.foley.hits import Placed, lay_hits
from yingxi.sound.foley.table import ALIASES, Recipe, find_recipe
from yingxi.sound.foley.textures import lay_texture, plan_textures
from yingxi.sound.room import echoes, hall, put_into
from yingxi.sound.signals import softly_ended
from yingxi.sound.stem import Stem
from yingxi.sound.voice import RATE, Samples

Layer = tuple[Recipe, Callable[[], Samples]]
"""How a kind of sound is made and heard, and what makes its layer (count, 2)."""

_ROOMY = 0.1
"""Sounds that send less than this to the open air stay dry."""


def make_foley(
    events: Sequence[Placed],
    fps: float,
    frames: int,
    beds: Sequence[Bed] = (),
    seed: int = 1,
    language: str = "en",
) -> Stem:
    """The foley stem: (n, 2) at 48 kHz, exactly frames/fps long.

    An event sounds at (start frame + event.frame) / fps, to the sample. Kinds that nobody here can make are
    said in the notes.
    """
    count = round(frames * RATE / fps)
    groups = _by_kind(events)
    known = {kind: recipe for kind in groups if (recipe := find_recipe(kind)) is not None}
    hits = {kind: placed for kind, placed in groups.items() if kind in known and known[kind].hit}
    lasting = {kind: placed for kind, placed in groups.items() if kind in known and not known[kind].hit}
    layers: list[Layer] = []
    for kind, placed in hits.items():
        laid = partial(lay_hits, count, known[kind], placed, fps, _source(seed, kind))
        layers.append((known[kind], laid))
    for texture in plan_textures(lasting, beds, frames):
        recipe = find_recipe(texture.kind)
        if recipe is not None and texture.gain.any():
            left, right = (_source(seed, f"{texture.kind} {side}") for side in ("left", "right"))
            layers.append((recipe, partial(lay_texture, count, recipe, texture, fps, left, right)))
    dry, open_air = _lay(layers, count)
    if open_air.any():
        answer = put_into(open_air, _outdoors(seed), 1.0)
        answer -= open_air
        dry += answer
    silent = {kind: len(placed) for kind, placed in groups.items() if kind not in known}
    return Stem(name="foley", samples=softly_ended(dry, 0.02), notes=_silent_notes(silent, language))


def _lay(layers: Sequence[Layer], count: int) -> tuple[Samples, Samples]:
    """All layers, made side by side but added in order: what is heard, and what the open air answers."""
    dry, open_air = np.zeros((count, 2), np.float32), np.zeros((count, 2), np.float32)
    with ThreadPoolExecutor(2, "foley") as pool:
        for (recipe, _), layer in zip(layers, pool.map(lambda layer: layer[1](), layers), strict=True):
            _add(dry, open_air, layer, recipe)
    return dry, open_air


def _add(dry: Samples, open_air: Samples, layer: Samples, recipe: Recipe) -> None:
    """Adds a layer to what is heard and, where it is out in the open, to what the place answers."""
    dry += layer
    if recipe.room > _ROOMY:
        layer *= np.float32(recipe.room)
        open_air += layer


def _by_kind(events: Iterable[Placed]) -> Mapping[str, list[Placed]]:
    """Events of each kind in order of time, kinds in the order of the alphabet: the same on every run."""
    groups: dict[str, list[Placed]] = defaultdict(list)
    for placed in events:
        groups[ALIASES.get(placed[1].kind, placed[1].kind)].append(placed)
    return {kind: sorted(groups[kind], key=_order) for kind in sorted(groups)}


def _order(placed: Placed) -> tuple[float, float, float]:
    start, event = placed
    return start + event.frame, event.pan, event.gain


def _source(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, crc32(name.encode())])


def _outdoors(seed: int) -> Samples:
    """A wide open place with far walls: a valley of houses, a river bend."""
    answer = echoes((0.11, 0.19, 0.31, 0.47), (0.5, 0.4, 0.32, 0.22), 2400.0, seed)
    tail = hall(1.9, 1900.0, seed, before=0.05)
    out = np.zeros((max(len(answer), len(tail)), 2), np.float32)
    out[: len(answer)] += answer
    out[: len(tail)] += tail * 0.7
    return out


def _silent_notes(silent: Mapping[str, int], language: str) -> tuple[str, ...]:
    """Which kinds of event could not be heard."""
    if language == "zh":
        return tuple(f"没有“{kind}”的声音（{count} 处），画面无声" for kind, count in sorted(silent.items()))
    return tuple(
        f"no sound is known for '{kind}' ({count} events); it is silent"
        for kind, count in sorted(silent.items())
    )
