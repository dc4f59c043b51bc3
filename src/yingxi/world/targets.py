"""The pictures that passes draw into, by output size and quality."""

from dataclasses import dataclass
from typing import Any

from yingxi.world.device import Device

HDR = "rgba16float"
MIRROR = "rgba8unorm"
DEPTH = "depth32float"
MIRROR_MIPS = 6
BLOOM_LEVELS = 6
SHADOW_SIDE = 2048


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pixels of the output, the internal picture and the mirror; the byte stride of a row read back."""

    out: tuple[int, int]
    inner: tuple[int, int]
    mirror: tuple[int, int]
    stride: int


@dataclass(frozen=True, eq=False, slots=True)
class Target:
    """A texture with a view of its whole, and of each mip level."""

    texture: Any
    view: Any
    size: tuple[int, int]
    levels: tuple[Any, ...]


def sizes_for(out: tuple[int, int], scale: float) -> Sizes:
    """Internal sizes: even, `scale` of the output."""
    inner = (even(out[0] * scale), even(out[1] * scale))
    mirror = (even(inner[0] * 0.5), even(inner[1] * 0.5))
    return Sizes(out, inner, mirror, -(-inner[0] // 256) * 256)


def even(value: float) -> int:
    """The nearest even whole number, at least 2."""
    return max(2, round(value / 2) * 2)


def new_target(device: Device, size: tuple[int, int], form: str, mips: int = 1, copy: bool = False) -> Target:
    """A picture that can be drawn and sampled."""
    import wgpu

    usage = wgpu.TextureUsage.RENDER_ATTACHMENT | wgpu.TextureUsage.TEXTURE_BINDING
    if copy:
        usage |= wgpu.TextureUsage.COPY_SRC
    texture = device.gpu.create_texture(size=(*size, 1), format=form, usage=usage, mip_level_count=mips)
    levels = tuple(texture.create_view(base_mip_level=k, mip_level_count=1) for k in range(mips))
    return Target(texture, texture.create_view(), size, levels)


@dataclass(frozen=True, eq=False, slots=True)
class Targets:
    """All pictures of one renderer."""

    hdr: Target
    depth: Target
    mirror: Target
    mirror_depth: Target
    sky: tuple[Target, Target]
    half: Target
    focused: Target
    down: tuple[Target, ...]
    up: tuple[Target, ...]
    display: tuple[Target, ...]
    smooth: Target
    planar: Target


def new_targets(device: Device, sizes: Sizes, samples: int = 1) -> Targets:
    """Pictures for the sizes; as many display pictures as frames are joined to one."""
    wide, tall = sizes.inner
    levels = [(max(wide // 4 >> k, 2), max(tall // 4 >> k, 2)) for k in range(BLOOM_LEVELS)]
    quarter = [(max(2, -(-w // 4)), max(2, -(-h // 4))) for w, h in (sizes.inner, sizes.mirror)]
    half = (wide // 2, tall // 2)
    rows = tall + tall // 2
    mips = min(MIRROR_MIPS, max(1, min(sizes.mirror).bit_length() - 1))
    return Targets(
        hdr=new_target(device, sizes.inner, HDR, copy=True),
        depth=new_target(device, sizes.inner, DEPTH),
        mirror=new_target(device, sizes.mirror, MIRROR, mips=mips),
        mirror_depth=new_target(device, sizes.mirror, DEPTH),
        sky=(new_target(device, quarter[0], HDR), new_target(device, quarter[1], HDR)),
        half=new_target(device, half, HDR),
        focused=new_target(device, half, HDR),
        down=tuple(new_target(device, size, HDR) for size in levels),
        up=tuple(new_target(device, size, HDR) for size in levels[:-1]),
        display=tuple(new_target(device, sizes.inner, "rgba8unorm") for _ in range(samples)),
        smooth=new_target(device, sizes.inner, "rgba8unorm"),
        planar=new_target(device, (sizes.stride // 4, rows), "rgba8unorm", copy=True),
    )
