"""Render pipelines, made when first wanted and kept for the life of the process."""

from functools import cache
from typing import Any

from yingxi.world import shaders
from yingxi.world.device import open_device
from yingxi.world.targets import DEPTH, HDR, MIRROR

VERTEX_LAYOUT = {
    "array_stride": 24,
    "step_mode": "vertex",
    "attributes": [
        {"format": "float32x3", "offset": 0, "shader_location": 0},
        {"format": "snorm8x4", "offset": 12, "shader_location": 1},
        {"format": "unorm8x4", "offset": 16, "shader_location": 2},
        {"format": "unorm8x4", "offset": 20, "shader_location": 3},
    ],
}
FAN_LAYOUT = {
    "array_stride": 12,
    "step_mode": "vertex",
    "attributes": [{"format": "float32x3", "offset": 0, "shader_location": 0}],
}
ADD = {"src_factor": "one", "dst_factor": "one", "operation": "add"}
OVER = {"src_factor": "one", "dst_factor": "one-minus-src-alpha", "operation": "add"}
KEEP = {"src_factor": "zero", "dst_factor": "one", "operation": "add"}
FILTER = {"src_factor": "zero", "dst_factor": "src", "operation": "add"}
_BLENDS = {"add": ADD, "over": OVER, "filter": FILTER}


@cache
def module(code: str) -> Any:
    """A compiled shader module."""
    return open_device().gpu.create_shader_module(code=code)


@cache
def scene_layout() -> Any:
    """The bind group layout of common.wgsl."""
    import wgpu

    both = wgpu.ShaderStage.VERTEX | wgpu.ShaderStage.FRAGMENT
    picture = {"sample_type": "float", "view_dimension": "2d"}
    read = {"type": "read-only-storage"}
    kinds: dict[int, dict[str, Any]] = {
        0: {"buffer": {"type": "uniform"}},
        1: {"buffer": read},
        2: {"buffer": read},
    }
    for k in (3, 4, 6, 7, 11, 12):
        kinds[k] = {"texture": picture}
    kinds[5] = {"texture": {"sample_type": "depth", "view_dimension": "2d"}}
    kinds[8] = kinds[9] = {"sampler": {"type": "filtering"}}
    kinds[10] = {"sampler": {"type": "comparison"}}
    entries = [{"binding": k, "visibility": both, **kind} for k, kind in sorted(kinds.items())]
    return open_device().gpu.create_bind_group_layout(entries=entries)


@cache
def post_layout() -> Any:
    """The bind group layout of post.wgsl."""
    import wgpu

    picture = {"sample_type": "float", "view_dimension": "2d"}
    kinds: list[dict[str, Any]] = [
        {"buffer": {"type": "uniform"}},
        {"texture": picture},
        {"texture": picture},
        {"texture": picture},
        {"sampler": {"type": "filtering"}},
        {"texture": {"sample_type": "float", "view_dimension": "3d"}},
    ]
    entries = [
        {"binding": k, "visibility": wgpu.ShaderStage.FRAGMENT, **kind} for k, kind in enumerate(kinds)
    ]
    return open_device().gpu.create_bind_group_layout(entries=entries)


@cache
def slope_layout() -> Any:
    """The bind group layout of wakes.wgsl."""
    import wgpu

    picture = {"sample_type": "unfilterable-float", "view_dimension": "2d"}
    entry = {"binding": 0, "visibility": wgpu.ShaderStage.FRAGMENT, "texture": picture}
    return open_device().gpu.create_bind_group_layout(entries=[entry])


@cache
def slope_pipeline() -> Any:
    """The pipeline that makes the wake map."""
    code = shaders.source("wakes")
    return new_pipeline(code, "wake_vertex", "wake_fragment", form=HDR, layout=slope_layout(), depth=False)


@cache
def skin_pipeline() -> Any:
    """The pipeline that bends bodies."""
    import wgpu

    stage = {"module": module(shaders.source("skin")), "entry_point": "bend"}
    return open_device().gpu.create_compute_pipeline(layout=wgpu.AutoLayoutMode.auto, compute=stage)


@cache
def pipeline_layout(layout: Any) -> Any:
    """A pipeline layout of one bind group."""
    return open_device().gpu.create_pipeline_layout(bind_group_layouts=[layout])


def blending(kind: str) -> dict[str, Any] | None:
    """The blend state: none, add, over or filter (multiply); alpha (the distance) is kept."""
    if kind == "none":
        return None
    return {"color": _BLENDS[kind], "alpha": KEEP}


def new_pipeline(
    code: str,
    vertex: str,
    fragment: str,
    *,
    form: str,
    layout: Any,
    buffers: tuple[Any, ...] = (),
    depth: bool = True,
    write: bool = True,
    blend: str = "none",
    cull: str = "none",
    front: str = "ccw",
) -> Any:
    """A render pipeline with our conventions (reverse-Z, triangles)."""
    shader = module(code)
    target: dict[str, Any] = {"format": form}
    if blend != "none":
        target["blend"] = blending(blend)
    state = (
        {"format": DEPTH, "depth_write_enabled": write, "depth_compare": "greater-equal"} if depth else None
    )
    return open_device().gpu.create_render_pipeline(
        layout=pipeline_layout(layout),
        vertex={"module": shader, "entry_point": vertex, "buffers": list(buffers)},
        primitive={"topology": "triangle-list", "cull_mode": cull, "front_face": front},
        fragment={"module": shader, "entry_point": fragment, "targets": [target]},
        depth_stencil=state,
    )


@cache
def material_pipeline(material: str, sky: str, mirrored: bool, shadows: bool, lamps: bool) -> Any:
    """The pipeline of a material class in the main or mirrored view."""
    asks = shaders.directives(material)
    vertex, fragment = shaders.entry_points(material, mirrored)
    blend = "blend" in asks
    return new_pipeline(
        shaders.surface_code(material, sky, shadows, lamps),
        vertex,
        fragment,
        form=MIRROR if mirrored else HDR,
        layout=scene_layout(),
        buffers=(VERTEX_LAYOUT,),
        write=mirrored or not blend,
        blend="none" if mirrored or not blend else "filter" if "filter" in asks else "over",
        cull="none" if "two_sided" in asks else "back",
        front="cw" if mirrored else "ccw",
    )


@cache
def caster_pipeline(material: str, sky: str) -> Any:
    """The depth-only pipeline of a material; materials without holes share one."""
    code = shaders.surface_code(material, sky)
    shader = module(code)
    cut = "fn covers(" in shaders.source(f"materials/{material}")
    if not cut and material != "flat":
        return caster_pipeline("flat", sky)
    fragment = (
        {"fragment": {"module": shader, "entry_point": "fragment_caster", "targets": []}} if cut else {}
    )
    return open_device().gpu.create_render_pipeline(
        layout=pipeline_layout(scene_layout()),
        vertex={
            "module": shader,
            "entry_point": "vertex_main" if cut else "vertex_caster",
            "buffers": [VERTEX_LAYOUT],
        },
        primitive={"topology": "triangle-list", "cull_mode": "none"},
        depth_stencil={"format": DEPTH, "depth_write_enabled": True, "depth_compare": "greater-equal"},
        **fragment,
    )


@cache
def trace_pipeline(material: str, sky: str) -> Any:
    """The control-picture pipeline of a material."""
    own = shaders.source(f"materials/{shaders.check_name('material', material, 'materials')}")
    special = "fn covers(" in own or "fn bend(" in own
    code = shaders.surface_code(material if special else "flat", sky)
    return control_pipeline(code, "vertex_trace", "fragment_trace", True)


@cache
def back_pipeline(sky: str) -> Any:
    """The control-picture pipeline of sky and water plane."""
    return control_pipeline(shaders.topic_code("traces", sky), "back_vertex", "back_fragment", False)


@cache
def control_pipeline(code: str, vertex: str, fragment: str, meshes: bool) -> Any:
    """A pipeline that writes two float pictures."""
    shader = module(code)
    return open_device().gpu.create_render_pipeline(
        layout=pipeline_layout(scene_layout()),
        vertex={"module": shader, "entry_point": vertex, "buffers": [VERTEX_LAYOUT] if meshes else []},
        primitive={"topology": "triangle-list", "cull_mode": "none"},
        fragment={"module": shader, "entry_point": fragment, "targets": [{"format": "rgba32float"}] * 2},
        depth_stencil={"format": DEPTH, "depth_write_enabled": meshes, "depth_compare": "greater-equal"},
    )


@cache
def topic_pipeline(topic: str, vertex: str, fragment: str, sky: str, mirrored: bool, blend: str) -> Any:
    """The pipeline of sky, water or sprites."""
    low = fragment == "sky_low"
    return new_pipeline(
        shaders.topic_code(topic, sky),
        vertex,
        fragment,
        form=MIRROR if mirrored else HDR,
        layout=scene_layout(),
        buffers=(FAN_LAYOUT,) if topic == "water" else (),
        depth=not low,
        write=topic == "water",
        blend=blend,
    )


@cache
def post_pipeline(fragment: str, form: str, cube: bool = False, joined: bool = False) -> Any:
    """The pipeline of one finishing step, with a look-up cube or without, for frames to be joined or not."""
    code = shaders.source("post").replace("const CUBE = false", f"const CUBE = {str(cube).lower()}")
    code = code.replace("const JOINED = false", f"const JOINED = {str(joined).lower()}")
    return new_pipeline(code, "screen_vertex", fragment, form=form, layout=post_layout(), depth=False)
