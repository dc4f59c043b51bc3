"""A couture outfit in the new Chinese manner: stand collar, silk skirt that fades like ink, cape sleeves."""

from yingxi.art.bodies.body import SIDES, Body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Dress, Made, dimmed
from yingxi.art.bodies.garments import collar, jacket, sash, shoes
from yingxi.art.bodies.regions import along_limb, regions
from yingxi.art.bodies.skin import bare_skin
from yingxi.art.bodies.skirts import SKIRT_APART, ribbon, skirt, sleeve


def couture(body: Body, dress: Dress) -> Made:
    """A fitted bodice, a skirt with a short train, capes from the shoulders, a thin belt and its ribbons."""
    lower = skirt(
        body,
        dress.main,
        hem=0.012,
        flare=0.32,
        chains=34,
        train=0.34,
        air=1.25,
        folds=13,
        tight=0.016,
        apart=SKIRT_APART,
    )
    silk = Drapery(hanging=lower.hanging, colour=dress.main, material="silk", fade=dress.second)
    capes = [
        sleeve(body, side, dress.main, drop=0.74, start=0.05, end=1.05, air=1.5, fade=dress.second)
        for side in SIDES
    ]
    ends = [
        ribbon(body, f"lowerarm01.{side}", body.head(f"lowerarm01.{side}"), dimmed(dress.trim, 0.9), 1.3)
        for side in SIDES
    ]
    down = along_limb(body, "arm")
    arms = regions(body, ("upper_arm", "forearm")) & (down > 0.55)
    shown = regions(body, ("head", "neck", "hand")) | arms
    return [
        *bare_skin(body, shown, dress),
        jacket(body, dress.main, sleeve=0.30, hem=-0.02, loose=0.006),
        collar(body, dimmed(dress.main, 0.8), 0.022),
        sash(body, dress.trim, -0.012, 0.012),
        *shoes(body, (0.016, 0.015, 0.016)),
    ], [silk, *capes, *ends]
