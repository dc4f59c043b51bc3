"""Render pipelines of the painted family: two pictures at once, one for tone and one for lines."""

from functools import cache
from typing import Any

from yingxi.world import shaders
from yingxi.world.device import open_device
from yingxi.world.geometry import SEMANTICS
from yingxi.world.pipelines import FAN_LAYOUT, VERTEX_LAYOUT, blending, module, pipeline_layout, scene_layout
from yingxi.world.targets import DEPTH, HDR, MIRROR

LAND = frozenset({"rock", "ground", "sand", "snow", "mountain"})
PLANTS = frozenset({"plant", "flower"})
_SKIPPED = frozenset({"halo", "outdoors"})
"""Blended materials that are light, not matter: painters leave them out."""
_REDS = frozenset({"none", "cloth", "animal", "vehicle", "paper"})
"""What may be red in a grey picture: a scarf, a kite, a lantern's paper; walls and roofs may not."""


def skipped(material: str) -> bool:
    """Whether a material is not painted at all."""
    return material in _SKIPPED


def body_of(material: str, semantic: int) -> int:
    """How a surface is painted: 0 land, 1 plant, 2 thing or creature, 3 light, 4 cloud."""
    name = SEMANTICS[semantic]
    if name in PLANTS or material == "culm":
        return 1
    return 0 if name in LAND else {"light": 3, "cloud": 4}.get(name, 2)


@cache
def surface_code(material: str, semantic: int, sky: str) -> str:
    """The module of a material as paint."""
    body = body_of(material, semantic)
    own = shaders.source("media/ink_surface").replace("ROW = 0.0", f"ROW = {semantic}.0", 1)
    own = own.replace("DETAIL = true", f"DETAIL = {str(body in (2, 3)).lower()}", 1)
    own = own.replace("BODY = 2u", f"BODY = {body}u", 1)
    red = str(SEMANTICS[semantic] in _REDS).lower()
    own = own.replace("WEARS_RED = false", f"WEARS_RED = {red}", 1)
    # Painted air is not fog: the vertices need not work it out.
    lit = shaders.surface_code(material, sky, False, False).replace(shaders.VERTEX_FOG, shaders.PIXEL_FOG)
    return "\n".join([lit, own])


@cache
def painted_pipeline(material: str, semantic: int, sky: str, mirrored: bool) -> Any:
    """The pipeline of a material and semantic in the main or mirrored view."""
    asks = shaders.directives(material)
    blend = "blend" in asks and not mirrored
    return _pipeline(
        surface_code(material, semantic, sky),
        "vertex_main",
        "fragment_ink_mirror" if mirrored else "fragment_ink_blend" if blend else "fragment_ink",
        mirrored,
        buffers=(VERTEX_LAYOUT,),
        write=not blend,
        blend=blend,
        cull="none" if "two_sided" in asks else "back",
    )


@cache
def topic_pipeline(topic: str, vertex: str, fragment: str, sky: str, mirrored: bool) -> Any:
    """The pipeline of sky, water or sprites."""
    return _pipeline(
        _topic_code(topic, sky),
        vertex,
        fragment,
        mirrored,
        buffers=(FAN_LAYOUT,) if topic == "water" else (),
        write=topic == "water",
        blend=topic == "sprites",
        marked=not fragment.startswith("puff"),
    )


def _topic_code(topic: str, sky: str) -> str:
    own = shaders.source(f"media/ink_{topic}")
    if topic == "sky":
        return "\n".join([shaders.scene_code(sky), own])
    return "\n".join([shaders.topic_code(topic, sky), own])


def _pipeline(
    code: str,
    vertex: str,
    fragment: str,
    mirrored: bool,
    *,
    buffers: tuple[Any, ...],
    write: bool,
    blend: bool,
    cull: str = "none",
    marked: bool | None = None,
) -> Any:
    """A pipeline that draws tone and marks, or the mirror alone; blended ones leave marks as they are."""
    shader = module(code)
    data: dict[str, Any] = {"format": HDR}
    if blend:
        data["blend"] = blending("over")
    keep = marked if marked is not None else not blend
    marks = {"format": MIRROR, "write_mask": 15 if keep else 0}
    targets = [{"format": MIRROR}] if mirrored else [data, marks]
    return open_device().gpu.create_render_pipeline(
        layout=pipeline_layout(scene_layout()),
        vertex={"module": shader, "entry_point": vertex, "buffers": list(buffers)},
        primitive={
            "topology": "triangle-list",
            "cull_mode": cull,
            "front_face": "cw" if mirrored else "ccw",
        },
        fragment={"module": shader, "entry_point": fragment, "targets": targets},
        depth_stencil={"format": DEPTH, "depth_write_enabled": write, "depth_compare": "greater-equal"},
    )


@cache
def post_layout() -> Any:
    """The bind group layout of media/ink_post.wgsl."""
    import wgpu

    picture = {"texture": {"sample_type": "float", "view_dimension": "2d"}}
    kinds: list[dict[str, Any]] = [{"buffer": {"type": "uniform"}}, *[picture] * 6]
    kinds += [{"sampler": {"type": "filtering"}}] * 2
    entries = [
        {"binding": k, "visibility": wgpu.ShaderStage.FRAGMENT, **kind} for k, kind in enumerate(kinds)
    ]
    return open_device().gpu.create_bind_group_layout(entries=entries)


@cache
def post_pipeline(fragment: str, form: str) -> Any:
    """The pipeline of one full-screen step of the painting."""
    shader = module(shaders.source("media/ink_post"))
    return open_device().gpu.create_render_pipeline(
        layout=pipeline_layout(post_layout()),
        vertex={"module": shader, "entry_point": "screen_vertex", "buffers": []},
        primitive={"topology": "triangle-list"},
        fragment={"module": shader, "entry_point": fragment, "targets": [{"format": form}]},
    )
