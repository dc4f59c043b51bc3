"""Whole outfits: what a person of a kind wears, in which colours."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from yingxi.art.bodies import armoured, plating
from yingxi.art.bodies import props_held as held
from yingxi.art.bodies.afar import hero_afar
from yingxi.art.bodies.body import SIDES, Body, load_body
from yingxi.art.bodies.couture import couture
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Colour, Dress, Made, dimmed
from yingxi.art.bodies.figure import Figure, Outfit
from yingxi.art.bodies.garments import (
    bodice,
    collar,
    crossed_collar,
    jacket,
    open_jacket,
    sash,
    shoes,
    trousers,
)
from yingxi.art.bodies.hairdos import hair_of
from yingxi.art.bodies.pieces import Flags, Piece, hemmed, lighter
from yingxi.art.bodies.regions import along_limb, away_from_tips, covering, region, regions, waist
from yingxi.art.bodies.skin import bare_skin
from yingxi.art.bodies.skirts import SKIRT_APART, ribbon, sash_ends, skirt, sleeve

_INK: Colour = (0.016, 0.015, 0.017)
_BOOT: Colour = (0.018, 0.016, 0.015)


@lru_cache(maxsize=24)
def tailor(dress: Dress) -> Figure:
    """The figure for a dress; the same dress gives the same figure. Raises KeyError for an unknown cut."""
    return Figure(outfit_of(dress), hero_afar, yields=False)


def outfit_of(dress: Dress) -> Outfit:
    """Everything that makes up a dressed person."""
    body = load_body(dress.build)
    pieces, hanging = _CUTS[dress.cut](body, dress)
    hair, hair_hanging = hair_of(body, dress)
    extra, extra_hanging = _extras(body, dress)
    return Outfit(
        build=dress.build,
        pieces=(*pieces, *hair, *extra),
        draperies=(*hanging, *hair_hanging, *extra_hanging),
    )


def _seen(body: Body, arms: float, throat: bool) -> Flags:
    """Head and hands, the arm beyond `arms` (1 elbow, 2 wrist), and the throat of an open collar."""
    down = along_limb(body, "arm")
    shown = regions(body, ("head", "neck", "hand"))
    # Rings of the arm are 4 cm apart: the skin begins well inside the sleeve.
    shown |= regions(body, ("upper_arm", "forearm")) & (down > arms - 0.22)
    x, y, z = body.position.T
    s = body.scale
    # Under any neckline: a ring of shoulders and breast.
    shown |= region(body.name, "trunk") & (y > body.head("neck01")[1] - 0.045 * s) & (np.abs(z) < 0.10 * s)
    if throat:
        front = x > body.head("neck01")[0] - 0.03 * s
        high = y - body.head("spine02")[1] - 0.06 * s
        open_v = front & (high > 0) & (np.abs(z) < np.minimum(0.03 * s + high / 1.9, 0.095 * s))
        nape = y > body.head("neck01")[1] - 0.05 * s
        shown |= region(body.name, "trunk") & (open_v | (nape & (np.abs(z) < 0.11 * s)))
        shown &= away_from_tips(body) > 0.065 * s
    return shown


def _modern(body: Body, dress: Dress) -> Made:
    """Shirt or jacket, trousers, shoes."""
    return [
        *bare_skin(body, _seen(body, 1.7, False), dress),
        trousers(body, dress.second),
        *open_jacket(body, dress.main, dress.trim),
        *shoes(body, _BOOT),
    ], []


def _casual(body: Body, dress: Dress) -> Made:
    """A shirt with short sleeves, trousers, light shoes."""
    return [
        *bare_skin(body, _seen(body, 0.5, False), dress),
        trousers(body, dress.second, long=1.9),
        jacket(body, dress.main, sleeve=0.72, hem=0.03, loose=0.022),
        *shoes(body, (0.55, 0.54, 0.52)),
    ], []


def _summer_dress(body: Body, dress: Dress) -> Made:
    """A dress to the calf with short sleeves."""
    upper = jacket(body, dress.main, sleeve=0.55, hem=-0.01, loose=0.010)
    lower = skirt(body, dress.main, hem=0.36, flare=0.16, chains=24, air=1.1, tight=0.014)
    shown = _seen(body, 0.4, False) | (region(body.name, "calf") | region(body.name, "thigh"))
    return [*bare_skin(body, shown, dress), upper, *shoes(body, _BOOT)], [lower]


def _coat(body: Body, dress: Dress) -> Made:
    """A long coat, belted, over trousers."""
    tails = skirt(
        body, dress.main, hem=0.42, flare=0.045, chains=24, split=True, air=0.7, tight=0.036, folds=3
    )
    return [
        *bare_skin(body, _seen(body, 1.8, False), dress),
        trousers(body, dress.second, loose=0.008),
        jacket(body, dress.main, hem=-0.04, loose=0.034),
        *crossed_collar(body, dimmed(dress.main, 0.7), 0.034, 0.016),
        collar(body, dimmed(dress.main, 0.7), 0.040),
        sash(body, dimmed(dress.main, 0.55), -0.035, 0.005),
        *shoes(body, _BOOT),
    ], [tails]


def _short_robe(body: Body, dress: Dress) -> Made:
    """A farmer's or fisher's crossed jacket to the hip, rolled trousers, straw or cloth shoes."""
    return [
        *bare_skin(body, _seen(body, 1.5, True) | (region(body.name, "calf")), dress),
        trousers(body, dress.second, long=1.86, loose=0.014),
        jacket_open(body, dress.main, 1.72),
        *crossed_collar(body, dress.trim),
        sash(body, dress.trim, -0.03, 0.02),
        *shoes(body, (0.10, 0.075, 0.045)),
    ], [skirt(body, dress.main, hem=0.66, flare=0.075, chains=22, split=True, air=0.5, folds=5)]


def jacket_open(body: Body, colour: Sequence[float], sleeve_end: float) -> Piece:
    """A crossed jacket with straight sleeves."""
    return bodice(body, colour, sleeve=sleeve_end)


def _robe(body: Body, dress: Dress) -> Made:
    """A crossed robe to the ankle with wide sleeves and a sash: scholars, swordsmen, elders of old."""
    tails = skirt(body, dress.main, hem=0.09, flare=0.26, chains=28, split=True, air=1.0, apart=SKIRT_APART)
    arms = [sleeve(body, side, dress.main, drop=0.24, air=0.9) for side in SIDES]
    return [
        *bare_skin(body, _seen(body, 1.6, True), dress),
        trousers(body, dress.second, loose=0.008),
        bodice(body, dress.main),
        *crossed_collar(body, dress.trim),
        sash(body, dress.trim),
        *shoes(body, _BOOT, boots=True),
    ], [tails, *arms, *sash_ends(body, dress.trim)]


def _hanfu(body: Body, dress: Dress) -> Made:
    """A high-waisted skirt to the ground, a short jacket with very wide sleeves, and a long sash."""
    high = waist(body) + 0.07 * body.scale
    pale = dimmed(dress.main, 0.35, 0.45)
    lower = skirt(
        body,
        dress.main,
        top=high,
        hem=0.015,
        flare=0.30,
        chains=30,
        air=1.3,
        fade=pale,
        folds=14,
        tight=0.018,
        apart=SKIRT_APART,
    )
    arms = [sleeve(body, side, dress.second, drop=0.42, air=1.2, fade=dress.main) for side in SIDES]
    return [
        *bare_skin(body, _seen(body, 1.6, True), dress),
        bodice(body, dress.second, low=high),
        *crossed_collar(body, dress.trim, 0.020),
        sash(body, dress.trim, 0.045, 0.100),
        *shoes(body, dress.trim),
    ], [lower, *arms, *sash_ends(body, dress.trim, 0.75)]


def _wuxia(body: Body, dress: Dress) -> Made:
    """A long full robe to the ground with very wide sleeves and long sash ends, made to fly in a fight."""
    lower = skirt(
        body,
        dress.main,
        hem=0.02,
        flare=0.50,
        chains=40,
        train=0.16,
        air=1.7,
        folds=13,
        tight=0.020,
        nodes=11,
        apart=SKIRT_APART,
    )
    arms = [sleeve(body, side, dress.second, drop=0.46, air=1.7, fade=dress.main) for side in SIDES]
    ends = [*sash_ends(body, dress.trim, 1.05, wide=0.15), *sash_ends(body, dress.trim, 0.85, -2.6, 0.15)]
    return [
        *bare_skin(body, _seen(body, 1.6, True), dress),
        trousers(body, dimmed(dress.main, 0.6), loose=0.008),
        bodice(body, dress.main),
        *crossed_collar(body, dress.trim, 0.022),
        sash(body, dress.trim, -0.045, 0.045),
        *shoes(body, _BOOT, boots=True),
    ], [lower, *arms, *ends]


def _hanfu_fighting(body: Body, dress: Dress) -> Made:
    """A split robe to the ankle over trousers, with sleeves that leave the hands free."""
    tails = skirt(body, dress.main, hem=0.06, flare=0.34, chains=30, split=True, air=1.4, apart=SKIRT_APART)
    arms = [sleeve(body, side, dress.second, drop=0.26, air=1.2) for side in SIDES]
    return [
        *bare_skin(body, _seen(body, 1.6, True), dress),
        trousers(body, dimmed(dress.main, 0.5), loose=0.008),
        bodice(body, dress.main),
        *crossed_collar(body, dress.trim, 0.020),
        sash(body, dress.trim),
        *shoes(body, _BOOT, boots=True),
    ], [tails, *arms, *sash_ends(body, dress.trim, 0.8)]


def _gown(body: Body, dress: Dress) -> Made:
    """An evening gown with a train, arms and shoulders bare."""
    s = body.scale
    chest = body.head("spine02")[1]
    x, y, _ = body.position.T
    front = np.clip((x - body.head("spine02")[0] + 0.02 * s) / (0.10 * s), 0, 1)
    edge = (chest + 0.158 * s) * front + (chest + 0.03 * s) * (1 - front)
    torso = region(body.name, "trunk") & (y < edge + 0.012 * s) & (y > waist(body) - 0.11 * s)

    upper = hemmed(lighter(covering(body, torso, 0.010 * s, 8, dress.main, "silk"), 0.014 * s), 30)
    lower = skirt(
        body, dress.main, hem=0.012, flare=0.24, chains=30, train=0.45, air=1.3, folds=11, tight=0.017
    )
    silk = Drapery(hanging=lower.hanging, colour=dress.main, material="silk", pattern=(1.0, 1.0))
    shown = regions(body, ("head", "neck", "hand", "upper_arm", "forearm")) | (
        region(body.name, "trunk") & (y > edge - 0.06 * s)
    )
    return [*bare_skin(body, shown, dress), upper, *shoes(body, _BOOT)], [silk]


def _monk(body: Body, dress: Dress) -> Made:
    """A plain robe with long straight sleeves and a shawl over one shoulder."""
    tails = skirt(
        body, dress.main, hem=0.08, flare=0.17, chains=26, split=True, air=0.7, folds=7, apart=SKIRT_APART
    )
    arms = [sleeve(body, side, dress.main, drop=0.16, air=0.6) for side in SIDES]
    return [
        *bare_skin(body, _seen(body, 1.6, True), dress),
        trousers(body, dress.second, loose=0.008),
        bodice(body, dress.main),
        *crossed_collar(body, dress.second, 0.030),
        sash(body, dress.second, -0.03, 0.015),
        *shoes(body, (0.12, 0.11, 0.10)),
    ], [tails, *arms]


def _guard(body: Body, dress: Dress) -> Made:
    """A robe to the knee under a lacquered cuirass."""

    s = body.scale
    y = body.position[:, 1]
    down = along_limb(body, "arm")
    plates = (
        region(body.name, "trunk") & (y > waist(body) - 0.05 * s) & (y < body.head("neck01")[1] - 0.05 * s)
    )
    plates |= region(body.name, "upper_arm") & (down < 0.35)
    cuirass = hemmed(
        lighter(covering(body, plates, 0.034 * s, 12, dress.second, "armour", "metal"), 0.018 * s)
    )
    return [
        *bare_skin(body, _seen(body, 1.8, False), dress),
        trousers(body, _INK, loose=0.008),
        jacket(body, dress.main, loose=0.02),
        cuirass,
        sash(body, dress.trim, -0.05, 0.0),
        *shoes(body, _BOOT, boots=True),
    ], [skirt(body, dress.main, hem=0.42, flare=0.16, chains=24, split=True, air=0.6)]


def _suit(body: Body, dress: Dress) -> Made:
    """A space suit, thick and creased at the joints."""

    s = body.scale
    down, arm = along_limb(body, "leg"), along_limb(body, "arm")
    everything = regions(body, ("trunk", "upper_arm", "forearm", "thigh", "calf", "neck"))
    creases = 0.006 * np.sin(34 * np.where(arm > 0, arm, down)) * ((down > 0.2) | (arm > 0.2))
    offset = (0.068 + creases) * s * np.where(arm > 1.7, 0.75, 1.0)
    shell = lighter(covering(body, everything, offset, 8, dress.main), 0.018 * s)
    gloves = lighter(
        covering(body, region(body.name, "hand") | (arm > 1.8), 0.012 * s, 4, (0.45, 0.46, 0.47)), 0.012 * s
    )
    boots = shoes(body, (0.30, 0.31, 0.33), boots=True)
    belt = sash(body, dress.second, -0.04, 0.0)
    belt.position[:, [0, 2]] *= 1.12
    return [
        shell,
        gloves,
        *boots,
        belt,
        *held.space_helmet(body),
        held.life_support(body, dress.trim),
    ], []


def _robot(body: Body, dress: Dress) -> Made:
    """Plates in place of skin and clothes."""
    return plating.robot_body(body, dress.main, dress.second, dress.trim), []


_CUTS: dict[str, Callable[[Body, Dress], Made]] = {
    "modern": _modern,
    "casual": _casual,
    "summer_dress": _summer_dress,
    "coat": _coat,
    "short_robe": _short_robe,
    "robe": _robe,
    "hanfu": _hanfu,
    "hanfu_fighting": _hanfu_fighting,
    "wuxia": _wuxia,
    "gown": _gown,
    "couture": couture,
    "monk": _monk,
    "guard": _guard,
    "lamellar": armoured.lamellar_cut,
    "plate": armoured.plate_cut,
    "armour_far": armoured.far_cut,
    "suit": _suit,
    "robot": _robot,
}


def _extras(body: Body, dress: Dress) -> Made:
    """What is carried or worn on top, by name."""
    pieces: list[Piece] = []
    hanging: list[Drapery] = []
    for name in dress.extras:
        if name == "ribbons":
            silk = dimmed(dress.trim, 0.4, 0.5)
            for side in SIDES:
                hanging.append(ribbon(body, f"lowerarm01.{side}", body.head(f"lowerarm01.{side}"), silk, 1.9))
        elif name == "cape":
            hanging.append(armoured.cape(body, dress.trim))
        else:
            made = _EXTRAS[name](body, dress)
            pieces += made if isinstance(made, list) else [made]
    return pieces, hanging


_EXTRAS: dict[str, Callable[[Body, Dress], Piece | list[Piece]]] = {
    "sword": lambda body, dress: held.sword(body),
    "staff": lambda body, dress: held.staff(body, 1.7),
    "spear": lambda body, dress: held.staff(body, 2.1, tip=True),
    "straw_hat": lambda body, dress: held.straw_hat(body),
    "felt_hat": lambda body, dress: held.brimmed_hat(body, dimmed(dress.main, 0.8)),
    "hairband": lambda body, dress: held.hairband(body, dress.trim),
    "basket": lambda body, dress: held.back_basket(body),
    "parcel": lambda body, dress: plating.parcel(body),
    "chef_hat": lambda body, dress: plating.chef_hat(body),
    "lamellar_helmet": armoured.war_helm,
    "close_helmet": armoured.visored_helm,
    "war_helmet": lambda body, dress: held.war_helmet(body, dress.trim),
}
