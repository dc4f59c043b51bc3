"""Buffers and pictures that the scene's shaders read, and the bind groups over them."""

from typing import Any

import numpy as np

from yingxi.world.device import Device
from yingxi.world.patterns import mip_chain, noise_picture, ripple_picture
from yingxi.world.pipelines import scene_layout, slope_layout, slope_pipeline
from yingxi.world.targets import Targets, new_target
from yingxi.world.uniforms import LAYOUT


class Buffer:
    """A GPU buffer that grows when it must; `version` rises when it is another one."""

    def __init__(self, device: Device, usage: int, size: int = 4096) -> None:
        import wgpu

        self.device, self.usage = device, usage | wgpu.BufferUsage.COPY_DST
        self.version = 0
        self.gpu = device.gpu.create_buffer(size=size, usage=self.usage)

    def write(self, data: np.ndarray) -> None:
        """Fill from the start, growing by half when the data does not fit."""
        if data.nbytes > self.gpu.size:
            self.gpu = self.device.gpu.create_buffer(
                size=-(-data.nbytes * 3 // 2) // 256 * 256 + 256, usage=self.usage
            )
            self.version += 1
        if data.nbytes:
            self.device.queue.write_buffer(self.gpu, 0, np.ascontiguousarray(data))


class Props:
    """Everything bound to group 0 of the scene, with bind groups for main view, mirror and low skies."""

    def __init__(self, device: Device, targets: Targets, wake_side: int) -> None:
        import wgpu

        self.device, self.targets = device, targets
        storage, uniform = wgpu.BufferUsage.STORAGE, wgpu.BufferUsage.UNIFORM
        self.views = tuple(Buffer(device, uniform, LAYOUT.itemsize) for _ in range(3))
        self.instances = Buffer(device, storage)
        self.sprites = Buffer(device, storage)
        self.noise = tiling_texture(device, noise_picture())
        self.ripples = tiling_texture(device, ripple_picture())
        self.blank = flat_texture(device, np.zeros((1, 1, 4), np.uint8))
        self.atlas = self.blank
        self.wake_side = wake_side
        self.heights = empty_texture(device, (wake_side, wake_side), "rg32float")
        self.wakes = new_target(device, (wake_side, wake_side), "rgba16float")
        self.slope_group = slope_group(device, self.heights)
        self.no_shadow = depth_texture(device, 1).create_view()
        self.shadow = self.no_shadow
        gpu = device.gpu
        self.clamped = gpu.create_sampler(mag_filter="linear", min_filter="linear", mipmap_filter="nearest")
        self.tiled = gpu.create_sampler(
            mag_filter="linear",
            min_filter="linear",
            mipmap_filter="nearest",
            address_mode_u="repeat",
            address_mode_v="repeat",
        )
        self.compare = gpu.create_sampler(compare="greater-equal", mag_filter="linear", min_filter="linear")
        self.bound: tuple[Any, ...] = ()
        self.groups: dict[str, Any] = {}

    def set_atlas(self, picture: np.ndarray | None) -> None:
        """Take a world's atlas (h, w, 4) uint8 or none."""
        self.atlas = (
            self.blank
            if picture is None
            else flat_texture(self.device, np.ascontiguousarray(picture, np.uint8))
        )
        self.bound = ()

    def set_shadow(self, view: Any | None) -> None:
        """Take a shadow map's view or none."""
        self.shadow = view or self.no_shadow

    def write_wakes(self, heights: np.ndarray) -> None:
        """Upload heights and foam (side, side, 2)."""
        side = self.wake_side
        layout = {"bytes_per_row": side * 8, "rows_per_image": side}
        self.device.queue.write_texture({"texture": self.heights}, heights, layout, (side, side, 1))

    def record_wakes(self, encoder: Any) -> None:
        """Turn heights into the wake map: slopes, height, foam."""
        colour = {
            "view": self.wakes.view,
            "load_op": "clear",
            "store_op": "store",
            "clear_value": (0, 0, 0, 0),
        }
        render = encoder.begin_render_pass(color_attachments=[colour])
        render.set_pipeline(slope_pipeline())
        render.set_bind_group(0, self.slope_group)
        render.draw(3)
        render.end()

    def bind(self) -> dict[str, Any]:
        """Bind groups, made anew only when a buffer or picture has changed."""
        state = (self.instances.version, self.sprites.version, id(self.atlas), id(self.shadow))
        if state != self.bound:
            t, blank = self.targets, self.blank.create_view()
            self.groups = {
                "main": self.group(0, t.sky[0].view, t.mirror.view, self.shadow),
                "mirror": self.group(1, t.sky[1].view, blank, self.shadow),
                "sky_main": self.group(0, blank, blank, self.no_shadow),
                "sky_mirror": self.group(1, blank, blank, self.no_shadow),
                "sun": self.group(2, blank, blank, self.no_shadow),
            }
            self.bound = state
        return self.groups

    def group(self, which: int, sky: Any, mirror: Any, shadow: Any) -> Any:
        """One bind group."""
        buffers = (self.views[which].gpu, self.instances.gpu, self.sprites.gpu)
        resources: list[Any] = [{"buffer": b, "offset": 0, "size": b.size} for b in buffers]
        resources += [
            self.atlas.create_view(),
            sky,
            shadow,
            self.noise.create_view(),
            self.ripples.create_view(),
            self.clamped,
            self.tiled,
            self.compare,
            mirror,
            self.wakes.view,
        ]
        entries = [{"binding": k, "resource": resource} for k, resource in enumerate(resources)]
        return self.device.gpu.create_bind_group(layout=scene_layout(), entries=entries)


def slope_group(device: Device, heights: Any) -> Any:
    """What wakes.wgsl reads."""
    entries = [{"binding": 0, "resource": heights.create_view()}]
    return device.gpu.create_bind_group(layout=slope_layout(), entries=entries)


def empty_texture(device: Device, size: tuple[int, int], form: str, mips: int = 1) -> Any:
    """A picture that the CPU writes and shaders sample."""
    import wgpu

    usage = wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST
    return device.gpu.create_texture(size=(*size, 1), format=form, usage=usage, mip_level_count=mips)


def flat_texture(device: Device, picture: np.ndarray) -> Any:
    """An rgba8 picture without mips."""
    height, width = picture.shape[:2]
    texture = empty_texture(device, (width, height), "rgba8unorm")
    device.queue.write_texture(
        {"texture": texture},
        picture,
        {"bytes_per_row": width * 4, "rows_per_image": height},
        (width, height, 1),
    )
    return texture


def tiling_texture(device: Device, picture: np.ndarray) -> Any:
    """An rgba8 picture with its mips."""
    chain = mip_chain(picture)
    side = picture.shape[0]
    texture = empty_texture(device, (side, side), "rgba8unorm", len(chain))
    for k, level in enumerate(chain):
        n = level.shape[0]
        device.queue.write_texture(
            {"texture": texture, "mip_level": k},
            np.ascontiguousarray(level),
            {"bytes_per_row": n * 4, "rows_per_image": n},
            (n, n, 1),
        )
    return texture


def depth_texture(device: Device, side: int) -> Any:
    """A square depth picture that is drawn and compared against."""
    import wgpu

    usage = wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.RENDER_ATTACHMENT
    return device.gpu.create_texture(size=(side, side, 1), format="depth32float", usage=usage)
