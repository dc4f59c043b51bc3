"""What those who fight in armour wear, from the skin outward: lamellar of the east, plate of the west."""

import numpy as np

from yingxi.art.bodies.body import Body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Colour, Dress, Made, dimmed
from yingxi.art.bodies.garments import jacket, sash, shoes, trousers
from yingxi.art.bodies.harness import STEEL, close_helmet, harness
from yingxi.art.bodies.lamellar import helmet, lamellar
from yingxi.art.bodies.pieces import Piece, hemmed, lighter, near_weights
from yingxi.art.bodies.regions import along_limb, covering, region, regions, ring_at, waist
from yingxi.art.bodies.skin import bare_skin
from yingxi.art.bodies.skirts import skirt
from yingxi.art.bodies.strands import Hanging

_INK: Colour = (0.016, 0.015, 0.017)
_BOOT: Colour = (0.018, 0.016, 0.015)
_MAIL: Colour = (0.085, 0.087, 0.092)


def lamellar_cut(body: Body, dress: Dress) -> Made:
    """Lamellar over a robe to the knee: `main` the robe, `second` the plates, `trim` cords and sash."""
    shown = regions(body, ("head", "neck", "hand"))
    return [
        *bare_skin(body, shown | (region(body.name, "forearm") & (along_limb(body, "arm") > 1.7)), dress),
        trousers(body, _INK, loose=0.008),
        jacket(body, dress.main, loose=0.014),
        *lamellar(body, dress.second, dimmed(dress.trim, 0.9)),
        sash(body, dress.trim, -0.060, -0.005),
        *shoes(body, _BOOT, boots=True),
    ], [skirt(body, dress.main, hem=0.46, flare=0.12, chains=22, split=True, air=0.5, tight=0.012)]


def plate_cut(body: Body, dress: Dress) -> Made:
    """A harness of plate over dark arming clothes; `second` is the steel."""
    return [
        *bare_skin(body, regions(body, ("head", "neck")), dress),
        _hose(body),
        *harness(body, dress.second if max(dress.second) > 0.15 else STEEL),
        _mail(body),
    ], []


def _mail(body: Body) -> Piece:
    """A skirt of mail over the hips, between hoops and cuisses."""
    s, low = body.scale, region(body.name, "thigh") & (along_limb(body, "leg") < 0.42)
    hips = region(body.name, "trunk") & (body.position[:, 1] < waist(body) - 0.08 * s)
    return hemmed(lighter(covering(body, low | hips, 0.020 * s, 10, _MAIL, "armour", "metal"), 0.030 * s))


def _hose(body: Body) -> Piece:
    """Dark arming clothes, close to the body: they are seen only between plates."""
    keep = regions(body, ("trunk", "upper_arm", "forearm", "thigh", "calf"))
    return lighter(covering(body, keep, 0.005 * body.scale, 4, _INK), 0.034 * body.scale)


def far_cut(body: Body, dress: Dress) -> Made:
    """Armour as it is seen from afar: shells whose material draws the rows of plates."""
    s, y = body.scale, body.position[:, 1]
    down, arm = along_limb(body, "leg"), along_limb(body, "arm")
    trunk = (
        region(body.name, "trunk") & (y > waist(body) - 0.08 * s) & (y < body.head("neck01")[1] - 0.05 * s)
    )
    keep = (
        trunk | (region(body.name, "upper_arm") & (arm < 0.72)) | (region(body.name, "thigh") & (down < 0.8))
    )
    shell = covering(body, keep, 0.040 * s, 10, dress.second, "armour", "metal")
    return [
        *bare_skin(body, regions(body, ("head", "neck", "hand")), dress),
        trousers(body, _INK, loose=0.008),
        jacket(body, dress.main, loose=0.016),
        hemmed(lighter(shell, 0.030 * s)),
        sash(body, dress.trim, -0.055, 0.0),
        *shoes(body, _BOOT, boots=True),
    ], [skirt(body, dress.main, hem=0.46, flare=0.12, chains=16, split=True, air=0.5)]


def war_helm(body: Body, dress: Dress) -> list[Piece]:
    """The ribbed helmet with its plume, of the dress's steel."""
    return helmet(body, dress.second, dress.trim)


def visored_helm(body: Body, dress: Dress) -> list[Piece]:
    """The close helmet; its plume is of the dress's trim."""
    return close_helmet(body, dress.second if max(dress.second) > 0.15 else STEEL, dress.trim)


def cape(body: Body, colour: Colour, hem: float = 0.20, chains: int = 15, nodes: int = 9) -> Drapery:
    """A cape from shoulder to shoulder down the back to `hem` metres."""
    s, trunk = body.scale, region(body.name, "trunk")
    angles = np.linspace(0.52 * np.pi, 1.48 * np.pi, chains)
    top = ring_at(body, 1.455 * s, angles, 0.062 * s, trunk)
    top[:, 1] += 0.045 * s * np.abs(np.sin(angles)) ** 3
    share = np.linspace(0.0, 1.0, nodes)
    rest = np.repeat(top[:, None], nodes, 1)
    rest[..., 1] = top[:, 1:2] - (top[:, 1:2] - hem * s) * share
    way = np.stack([np.cos(angles), 0 * angles, np.sin(angles)], 1)
    folds = 1.0 + 0.25 * np.sin(5.0 * angles)
    rest += way[:, None] * (0.20 * s * share**0.8)[None, :, None] * folds[:, None, None]
    weights = np.repeat(near_weights(body, top, trunk)[:, None], nodes, 1)
    hold = np.interp(share, (0.0, 0.13, 0.3, 1.0), (1.0, 0.15, 0.01, 0.0))
    hanging = Hanging(
        rest=rest,
        weights=weights.reshape(chains * nodes, -1),
        hold=np.tile(hold, (chains, 1)),
        links=0.9,
        air=0.9,
        thick=0.055 * s,
    )
    return Drapery(hanging=hanging, colour=colour, fade=dimmed(colour, 0.6))
