"""Mesh building for the art department: free functions on vertex arrays, metres, y up.

Modules stand in dependency order: mesh (the value and what is done to it), solids (simple forms),
sculpt (organic forms from distance fields), place (where instances stand).
"""

from yingxi.art.shapes.mesh import (
    Finish,
    Mesh,
    bake_open,
    bounds,
    flip,
    merge,
    model,
    paint,
    smooth,
    surface,
    transform,
)
from yingxi.art.shapes.place import instance, instances, turn
from yingxi.art.shapes.sculpt import capsule, carve, ellipsoid, mirror, sculpt, smooth_union
from yingxi.art.shapes.solids import (
    ball,
    box,
    cylinder,
    extrude,
    fan,
    frames_along,
    grid,
    heightfield,
    lathe,
    leaves,
    loft,
    quad,
    resample,
    tube,
)

__all__ = [
    "Finish",
    "Mesh",
    "bake_open",
    "ball",
    "bounds",
    "box",
    "capsule",
    "carve",
    "cylinder",
    "ellipsoid",
    "extrude",
    "fan",
    "flip",
    "frames_along",
    "grid",
    "heightfield",
    "instance",
    "instances",
    "lathe",
    "leaves",
    "loft",
    "merge",
    "mirror",
    "model",
    "paint",
    "quad",
    "resample",
    "sculpt",
    "smooth",
    "smooth_union",
    "surface",
    "transform",
    "tube",
    "turn",
]
