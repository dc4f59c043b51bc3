"""WGSL files: found by name, joined by topic, with their defaults filled in."""

from functools import cache
from importlib.resources import files

from yingxi.film.errors import unknown

DEFAULTS = {
    "bend": "fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f { return world; }",
    "shade_mirror": "fn shade_mirror(v: Fragment) -> vec3f { return shade(v); }",
    "covers": "fn covers(v: Fragment) -> bool { return true; }",
    "opacity": "fn opacity(v: Fragment) -> f32 { return 1.0; }",
}
"""What a material file may leave out."""

VERTEX_FOG = """fn vertex_fog(world: vec3f) -> vec4f { return fog_at(world); }
fn pixel_fog(p: Passed) -> vec4f { return p.fog; }"""
PIXEL_FOG = """fn vertex_fog(world: vec3f) -> vec4f { return vec4f(0.0); }
fn pixel_fog(p: Passed) -> vec4f { return fog_at(p.world.xyz); }"""


@cache
def source(name: str) -> str:
    """The text of wgsl/<name>.wgsl."""
    return (files("yingxi.world") / "wgsl" / f"{name}.wgsl").read_text(encoding="utf-8")


@cache
def names(folder: str) -> tuple[str, ...]:
    """What stands in wgsl/<folder>, sorted."""
    entries = (files("yingxi.world") / "wgsl" / folder).iterdir()
    return tuple(sorted(entry.name[:-5] for entry in entries if entry.name.endswith(".wgsl")))


@cache
def directives(material: str) -> frozenset[str]:
    """What a material asks of the engine in `// @word` lines.

    two_sided, blend, filter (blended, and multiplying what is behind it), 'fog pixel',
    'by vertex' (lit by vertex), 'mirrored by vertex' (only in the mirror).
    """
    lines = source(f"materials/{check_name('material', material, 'materials')}").splitlines()
    return frozenset(line[4:].strip() for line in lines if line.startswith("// @"))


def entry_points(material: str, mirrored: bool) -> tuple[str, str]:
    """The vertex and fragment functions that draw a material."""
    asks = directives(material)
    if mirrored:
        coarse = asks & {"by vertex", "mirrored by vertex"}
        return ("vertex_lit_mirror", "fragment_lit_mirror") if coarse else ("vertex_main", "fragment_mirror")
    if "by vertex" in asks:
        return "vertex_lit", "fragment_lit"
    if "filter" in asks:
        return "vertex_main", "fragment_filter"
    return "vertex_main", "fragment_blend" if "blend" in asks else "fragment_main"


def check_name(what: str, name: str, folder: str) -> str:
    """The name itself when wgsl/<folder> has it; raises UsageError with the nearest one otherwise."""
    if name not in names(folder):
        raise unknown(what, name, names(folder), f"world/wgsl/{folder}")
    return name


@cache
def surface_code(material: str, sky: str, shadows: bool = False, lamps: bool = True) -> str:
    """The module of one material under one sky, with shadows of the sun or not, with lamps or not."""
    own = source(f"materials/{check_name('material', material, 'materials')}")
    fill = [text for name, text in DEFAULTS.items() if f"fn {name}(" not in own]
    light = source("lighting").replace("SHADOWS = false", f"SHADOWS = {str(shadows).lower()}")
    light = light.replace("LAMPS = true", f"LAMPS = {str(lamps).lower()}")
    fog = PIXEL_FOG if "fog pixel" in directives(material) else VERTEX_FOG
    return "\n".join([scene_code(sky), source("surface"), light, own, *fill, fog])


@cache
def scene_code(sky: str) -> str:
    """What all modules of the scene begin with, under one sky."""
    return "\n".join([source("common"), source("air"), source(f"skies/{check_name('sky', sky, 'skies')}")])


@cache
def topic_code(topic: str, sky: str) -> str:
    """The module of a topic that is not a material: sky, water, sprites."""
    middle = [source("surface_stub"), source("lighting")] if topic in ("water", "sprites") else []
    return "\n".join([scene_code(sky), *middle, source(topic)])
