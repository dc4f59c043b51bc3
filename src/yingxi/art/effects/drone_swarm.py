"""A light show of drones: a dragon, words, a picture, rings, a lotus, a wave, a helix, a heart."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Spot, Words
from yingxi.art.effects.drone_dragon import dragon
from yingxi.art.shapes import Numbers
from yingxi.film.errors import YingxiError
from yingxi.store.packs import find_pack
from yingxi.world import figures
from yingxi.world.scene import Array, Model, Moment, Sound
from yingxi.world.swarm import Cue, Figure, Show, Stage, fly, glow_rows, plan_show

COUNT = 1000
EARLY, LATE = -9.0, 9.0
"""A show begins and ends this many seconds outside the shot: for wakes that warm up and for handles."""
FLIGHT = 3.2
"""Seconds of a flight from one figure to the next."""
WIDEST, TALLEST = 118.0, 52.0
"""Metres that words may take up in the sky."""
SHIMMER = {
    "word": (figures.GOLD, figures.RED),
    "second": (figures.CYAN, figures.VIOLET),
    "third": (figures.GREEN, figures.CYAN),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class DroneSwarm:
    """A planned show hanging in the world."""

    show: Show
    stage: Stage

    @property
    def models(self) -> Mapping[str, Model]:
        """Drones are points of light: no meshes."""
        return {}

    def at(self, t: float) -> Moment:
        """All lights, and one large lamp that stands for what they throw on roofs and water."""
        glows = glow_rows(self.show, self.stage, t)
        lamp = np.zeros((1, 8), np.float32)
        if len(glows):
            lamp[0, :3] = glows[:, :3].mean(0)
            lamp[0, 3], lamp[0, 4:7] = 260.0, glows[:, 4:7].mean(0) * (1.1 * len(glows))
            lamp[0, 7] = 24.0
        return Moment(glows=glows, lights=lamp)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the lit drones, without the few strays."""
        places, colours = fly(self.show, t)
        lit = self.stage.to_world(places[colours.max(1) > 0.01])
        return np.percentile(lit, 1, 0).astype(np.float32), np.percentile(lit, 99, 0).astype(np.float32)

    def points(self, t: float) -> Mapping[str, Array]:
        """The middle of the show."""
        low, high = self.bounds(t)
        return {"middle": ((low + high) / 2)[None].astype(np.float32)}

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A hum that swells while they fly from figure to figure."""
        x, y, z = self.stage.centre
        hum = [Sound(kind="drone_hum", at=0.0, position=(x, y, z), length=duration, gain=0.35)]
        for here, there in pairwise(self.show.cues):
            if there.start > 0 and here.end < duration:
                start = max(here.end, 0.0)
                hum.append(
                    Sound(
                        kind="drone_hum", at=start, position=(x, y, z), length=there.start - start, gain=0.7
                    )
                )
        return tuple(hum)


def build(sheet: CallSheet) -> DroneSwarm:
    """The show that the subject asks for by its action and text, centred on the place's sky."""
    spot = sheet.place.spots.get("sky") if sheet.place is not None else None
    spot = spot or Spot(centre=(0.0, 46.0, -110.0))
    right = (spot.camera[1], -spot.camera[0])
    stage = Stage(centre=spot.centre, right=right, scale=min(1.0, spot.extent[0] / 66.0))
    drawn = _figures(sheet, stage.scale)
    return DroneSwarm(show=plan_show(_cues(drawn, sheet), COUNT), stage=stage)


def _figures(sheet: CallSheet, scale: float) -> list[Figure]:
    """One figure, or several in turn: `text` may hold words parted by | or the path of a picture (.svg)."""
    subject = sheet.subject
    action = subject.action if subject is not None else ""
    text = subject.text if subject is not None else ""
    words = [word.strip() for word in text.replace("｜", "|").split("|") if word.strip()]
    if text.endswith(".svg"):
        return [_picture(Path(text), scale)]
    drawn = [_word(word, index, scale) for index, word in enumerate(words)]
    if action in ("word", "") and drawn:
        return drawn
    makers = {
        "dragon": dragon,
        "circle": figures.rings,
        "lotus": figures.lotus,
        "wave": figures.wave,
        "helix": figures.helix,
        "heart": figures.heart,
    }
    return [makers.get(action, dragon)(COUNT), *drawn]


def _word(text: str, index: int, scale: float) -> Figure:
    font = find_pack("ukai") or find_pack("noto-cjk") or find_pack("lxgw-wenkai")
    if font is None:
        raise YingxiError(
            f"no Chinese font to draw '{text}' with; install fonts-noto-cjk (yingxi doctor tells how)"
        )
    flat = figures.ink_points(text, font)
    height = min(TALLEST, WIDEST / max(float(np.ptp(flat[:, 0])), 0.5)) / scale
    return figures.word(text, font, height, COUNT, tuple(SHIMMER.values())[index % len(SHIMMER)])


def _picture(path: Path, scale: float) -> Figure:
    if not path.is_file():
        raise YingxiError(
            f"no picture '{path}' for the drones to draw; give the path of an .svg file or a word"
        )
    from yingxi.art.effects.drone_picture import coloured_points

    points, colours = coloured_points(path)
    tall = float(np.ptp(points[:, 1])) / max(float(np.ptp(points[:, 0])), 1e-6)
    return figures.picture(
        points, colours, min(WIDEST * 0.7, TALLEST * 1.15 / max(tall, 1e-3)) / scale, COUNT
    )


def _cues(drawn: list[Figure], sheet: CallSheet) -> list[Cue]:
    """Figures share the shot; each flight ends on a beat of the score."""
    if len(drawn) == 1:
        return [Cue(figure=drawn[0], start=EARLY, end=sheet.duration + LATE)]
    flight = min(FLIGHT, sheet.duration / len(drawn) * 0.6)
    cues, start = [], EARLY
    for index, figure in enumerate(drawn):
        if index == len(drawn) - 1:
            end = sheet.duration + LATE
        else:
            share = sheet.duration * (index + 1) / len(drawn) + flight * 0.3
            beats = round((share - sheet.beat_phase) / sheet.beat)
            end = sheet.beat_phase + beats * sheet.beat - flight
        cues.append(Cue(figure=figure, start=start, end=end))
        start = end + flight
    return cues


def centre_of(swarm: DroneSwarm) -> Numbers:
    """Where the show hangs."""
    return np.array(swarm.stage.centre)


ASSET = Asset(
    id="drone_swarm",
    kind="effect",
    words=Words(
        zh=("无人机", "无人机群", "无人机灯光秀", "无人机表演", "无人机编队", "灯光秀", "机群", "光影秀"),
        en=(
            "drone",
            "drones",
            "drone show",
            "drone light show",
            "drone swarm",
            "light show",
            "swarm of drones",
        ),
    ),
    build=build,
    size=(118.0, 52.0, 30.0),
    lives="sky",
    actions=("dragon", "word", "picture", "circle", "lotus", "wave", "helix", "heart"),
    closest="fs",
)
