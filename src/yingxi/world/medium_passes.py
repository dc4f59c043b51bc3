"""Recording of the painted geometry passes: mirror and main."""

from typing import Any

from yingxi.world import shaders
from yingxi.world.geometry import Geometry
from yingxi.world.medium_pipelines import painted_pipeline, skipped, topic_pipeline
from yingxi.world.passes import Meshes, Plan, begin_scene
from yingxi.world.targets import Target, Targets


def begin_painting(encoder: Any, targets: Targets, marks: Target) -> Any:
    """A pass that clears tone, marks and depth."""
    clear = {"load_op": "clear", "store_op": "store"}
    return encoder.begin_render_pass(
        color_attachments=[
            {"view": targets.hdr.view, "clear_value": (0, 0, 0, 5000), **clear},
            {"view": marks.view, "clear_value": (0.5, 0.5, 0, 0), **clear},
        ],
        depth_stencil_attachment={
            "view": targets.depth.view,
            "depth_load_op": "clear",
            "depth_store_op": "store",
            "depth_clear_value": 0.0,
        },
    )


def draw_models(
    render: Any, geometry: Geometry, meshes: Meshes, plan: Plan, mirrored: bool, blended: bool
) -> None:
    """All instances of opaque materials near to far, or of blended ones far to near."""
    render.set_vertex_buffer(0, meshes.vertices)
    render.set_index_buffer(meshes.indices, "uint32")
    current = None
    draws = plan.mirror if mirrored else plan.main
    for draw in reversed(draws) if blended else draws:
        for part in geometry.kinds[draw.kind].parts:
            clear = "blend" in shaders.directives(part.material)
            if blended != clear or skipped(part.material):
                continue
            if (part.material, part.semantic) != current:
                render.set_pipeline(painted_pipeline(part.material, part.semantic, plan.sky, mirrored))
                current = (part.material, part.semantic)
            render.draw_indexed(part.indices, draw.number, part.first_index, part.base_vertex, draw.first)


def draw_sprites(render: Any, plan: Plan) -> None:
    """Smoke and snow as bare paper, lights as dabs; shafts of light are left out."""
    for name in ("puff", "glow"):
        first, count = plan.sprites.get(name, (0, 0))
        if count:
            render.set_pipeline(topic_pipeline("sprites", f"{name}_vertex", f"{name}_ink", plan.sky, False))
            render.draw(6, count, 0, first)


def record_mirror(
    encoder: Any, geometry: Geometry, meshes: Meshes, plan: Plan, targets: Targets, groups: dict[str, Any]
) -> None:
    """The tones that the water mirrors."""
    render = begin_scene(encoder, targets.mirror.levels[0], targets.mirror_depth)
    render.set_bind_group(0, groups["mirror"])
    draw_models(render, geometry, meshes, plan, True, False)
    render.set_pipeline(topic_pipeline("sky", "sky_vertex", "sky_ink_mirror", plan.sky, True))
    render.draw(3)
    render.end()


def record_main(
    encoder: Any,
    geometry: Geometry,
    meshes: Meshes,
    plan: Plan,
    targets: Targets,
    groups: dict[str, Any],
    marks: Target,
) -> None:
    """Tone and marks as the camera sees them."""
    render = begin_painting(encoder, targets, marks)
    render.set_bind_group(0, groups["main"])
    draw_models(render, geometry, meshes, plan, False, False)
    if plan.water:
        render.set_pipeline(topic_pipeline("water", "water_vertex", "water_ink", plan.sky, False))
        render.set_vertex_buffer(0, meshes.fan)
        render.set_index_buffer(meshes.fan_indices, "uint32")
        render.draw_indexed(meshes.fan_count)
    render.set_pipeline(topic_pipeline("sky", "sky_vertex", "sky_ink", plan.sky, False))
    render.draw(3)
    draw_models(render, geometry, meshes, plan, False, True)
    draw_sprites(render, plan)
    render.end()
