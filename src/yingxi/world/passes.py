"""Recording of the geometry passes: low sky, mirror, main."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yingxi.world import shaders
from yingxi.world.geometry import Geometry
from yingxi.world.pipelines import material_pipeline, topic_pipeline
from yingxi.world.staging import Draw
from yingxi.world.targets import Target, Targets


@dataclass(frozen=True, slots=True)
class Meshes:
    """GPU buffers of a loaded world and of the water's mesh."""

    vertices: Any
    indices: Any
    fan: Any
    fan_indices: Any
    fan_count: int


@dataclass(slots=True)
class Plan:
    """What one frame draws: instanced draws per view and ranges of sprites.

    `still_casters` is None where the kept shadow map serves, `moving_casters` where there are no shadows;
    `skinned` workgroups bend bodies first.
    """

    main: Sequence[Draw] = ()
    mirror: Sequence[Draw] = ()
    sprites: dict[str, tuple[int, int]] = field(default_factory=dict)
    mirror_sprites: dict[str, tuple[int, int]] = field(default_factory=dict)
    still_casters: Sequence[Draw] | None = None
    moving_casters: Sequence[Draw] | None = None
    water: bool = False
    mirrors: bool = False
    lamps: bool = False
    focused: bool = False
    layer: int = 0
    sky: str = "day"
    skinned: int = 0

    @property
    def kinds(self) -> set[int]:
        """Every kind that is drawn in any view or throws a shadow."""
        views = (self.main, self.mirror, self.still_casters or (), self.moving_casters or ())
        return {draw.kind for draws in views for draw in draws}


def begin_scene(encoder: Any, picture: Any, depth: Target) -> Any:
    """A pass with cleared colour and reverse-Z depth."""
    return encoder.begin_render_pass(
        color_attachments=[
            {"view": picture, "load_op": "clear", "store_op": "store", "clear_value": (0, 0, 0, 5000)}
        ],
        depth_stencil_attachment={
            "view": depth.view,
            "depth_load_op": "clear",
            "depth_store_op": "store",
            "depth_clear_value": 0.0,
        },
    )


def record_low_sky(encoder: Any, plan: Plan, target: Target, group: Any) -> None:
    """The sky at a quarter of the resolution."""
    attachment = {"view": target.view, "load_op": "clear", "store_op": "store", "clear_value": (0, 0, 0, 0)}
    render = encoder.begin_render_pass(color_attachments=[attachment])
    render.set_pipeline(topic_pipeline("sky", "sky_vertex", "sky_low", plan.sky, False, "none"))
    render.set_bind_group(0, group)
    render.draw(3)
    render.end()


def draw_models(
    render: Any, geometry: Geometry, meshes: Meshes, plan: Plan, mirrored: bool, blended: bool
) -> None:
    """All instances of opaque materials near to far, or of blended ones far to near."""
    render.set_vertex_buffer(0, meshes.vertices)
    render.set_index_buffer(meshes.indices, "uint32")
    current = None
    shadows = plan.moving_casters is not None
    draws = plan.mirror if mirrored else plan.main
    for draw in reversed(draws) if blended else draws:
        for part in geometry.kinds[draw.kind].parts:
            if blended != ("blend" in shaders.directives(part.material) and not mirrored):
                continue
            if part.material != current:
                render.set_pipeline(material_pipeline(part.material, plan.sky, mirrored, shadows, plan.lamps))
                current = part.material
            render.draw_indexed(part.indices, draw.number, part.first_index, part.base_vertex, draw.first)


def draw_sprites(render: Any, plan: Plan, mirrored: bool) -> None:
    """Beams, puffs, glows."""
    for name, blend in (("beam", "add"), ("puff", "over"), ("glow", "add")):
        first, count = (plan.mirror_sprites if mirrored else plan.sprites).get(name, (0, 0))
        if count:
            end = "mirror" if mirrored else "fragment"
            render.set_pipeline(
                topic_pipeline("sprites", f"{name}_vertex", f"{name}_{end}", plan.sky, mirrored, blend)
            )
            render.draw(6, count, 0, first)


def record_mirror(
    encoder: Any, geometry: Geometry, meshes: Meshes, plan: Plan, targets: Targets, groups: dict[str, Any]
) -> None:
    """The world as the water mirrors it."""
    record_low_sky(encoder, plan, targets.sky[1], groups["sky_mirror"])
    render = begin_scene(encoder, targets.mirror.levels[0], targets.mirror_depth)
    render.set_bind_group(0, groups["mirror"])
    draw_models(render, geometry, meshes, plan, True, False)
    render.set_pipeline(topic_pipeline("sky", "sky_vertex", "sky_mirror", plan.sky, True, "none"))
    render.draw(3)
    draw_sprites(render, plan, True)
    render.end()


def record_main(
    encoder: Any, geometry: Geometry, meshes: Meshes, plan: Plan, targets: Targets, groups: dict[str, Any]
) -> None:
    """The world as the camera sees it."""
    record_low_sky(encoder, plan, targets.sky[0], groups["sky_main"])
    render = begin_scene(encoder, targets.hdr.view, targets.depth)
    render.set_bind_group(0, groups["main"])
    draw_models(render, geometry, meshes, plan, False, False)
    if plan.water:
        render.set_pipeline(
            topic_pipeline("water", "water_vertex", "water_fragment", plan.sky, False, "none")
        )
        render.set_vertex_buffer(0, meshes.fan)
        render.set_index_buffer(meshes.fan_indices, "uint32")
        render.draw_indexed(meshes.fan_count)
    render.set_pipeline(topic_pipeline("sky", "sky_vertex", "sky_main", plan.sky, False, "none"))
    render.draw(3)
    draw_models(render, geometry, meshes, plan, False, True)
    draw_sprites(render, plan, False)
    render.end()
