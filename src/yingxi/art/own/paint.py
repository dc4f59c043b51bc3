"""The materials of a model, baked to its vertices: base colour, roughness, metal and what it gives off.

After the metallic-roughness model of glTF 2.0 (section 3.9). The engine's materials take a colour a vertex,
so textures are read where vertices stand, softened to the distance between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np

from yingxi.art.own.container import Container, Floats, linked_bytes, view_bytes
from yingxi.art.own.patches import Patch
from yingxi.art.own.refusal import broken, refused, too_large

MOST_PIXELS = 64_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST_SIDE = 1024


@dataclass(frozen=True, eq=False, kw_only=True)
class Painted:
    """What the vertices of a patch look like; (n, 3) linear colour, the rest (n,)."""

    colour: Floats
    alpha: Floats
    emission: Floats
    roughness: Floats
    metal: Floats
    two_sided: bool
    see_through: bool


class Paints:
    """The materials of one file; pictures are opened once."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._picture = lru_cache(maxsize=16)(self._open)

    def textured(self, index: int) -> bool:
        """Whether a material has a picture for its base colour."""
        return "baseColorTexture" in _mapping(self._material(index).get("pbrMetallicRoughness"))

    def paint(self, patch: Patch) -> Painted:
        """The look of every vertex of a patch."""
        row = self._material(patch.material)
        pbr, count = _mapping(row.get("pbrMetallicRoughness")), len(patch.position)
        base = _factor(pbr.get("baseColorFactor"), (1.0, 1.0, 1.0, 1.0)) * np.ones((count, 4))
        base = base * self._read(pbr.get("baseColorTexture"), patch, coded=True)
        if patch.colour.shape[1]:
            base = base * patch.colour
        rough_metal = self._read(pbr.get("metallicRoughnessTexture"), patch, coded=False)
        roughness = _number(pbr.get("roughnessFactor"), 1.0) * rough_metal[:, 1]
        metal = _number(pbr.get("metallicFactor"), 1.0) * rough_metal[:, 2]
        glow, extensions = self._glow(row, patch), _mapping(row.get("extensions"))
        colour, emission = _with_glow(base[:, :3], glow, "KHR_materials_unlit" in extensions)
        mode = row.get("alphaMode", "OPAQUE")
        shown = base[:, 3] if mode != "OPAQUE" else np.ones(count)
        if mode == "MASK":
            shown = (shown >= _number(row.get("alphaCutoff"), 0.5)).astype(float)
        return Painted(
            colour=np.clip(colour, 0, 1).astype(np.float32), alpha=shown.astype(np.float32),
            emission=emission.astype(np.float32), roughness=np.clip(roughness, 0.04, 1).astype(np.float32),
            metal=np.clip(metal, 0, 1).astype(np.float32), two_sided=bool(row.get("doubleSided")),
            see_through=mode == "BLEND" and float(np.mean(shown)) < 0.75,
        )  # fmt: skip

    def _material(self, index: int) -> dict[str, Any]:
        if index < 0:
            return {"pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 0.8}}
        return self._container.item("materials", index)

    def _glow(self, row: Mapping[str, Any], patch: Patch) -> Floats:
        strength = _mapping(_mapping(row.get("extensions")).get("KHR_materials_emissive_strength"))
        factor = _factor(row.get("emissiveFactor"), (0.0, 0.0, 0.0)) * _number(
            strength.get("emissiveStrength"), 1.0
        )
        if not factor.any():
            return np.zeros((len(patch.position), 3), np.float32)
        return np.asarray(factor * self._read(row.get("emissiveTexture"), patch, coded=True)[:, :3])

    def _read(self, texture: Any, patch: Patch, *, coded: bool) -> Floats:
        """RGBA (n, 4) of a texture at the vertices; ones where there is none."""
        info, count = _mapping(texture), len(patch.position)
        uv = patch.uv1 if info.get("texCoord") == 1 else patch.uv0
        if "index" not in info or not uv.shape[1]:
            return np.ones((count, 4), np.float32)
        moved = _mapping(_mapping(info.get("extensions")).get("KHR_texture_transform"))
        side = int(np.clip(2 ** np.ceil(np.log2(2.5 * np.sqrt(max(count, 1)))), 32, LARGEST_SIDE))
        row = self._container.item("textures", info["index"])
        return sample(self._picture(self._source(row), side, coded), _moved(uv, moved), self._wrap(row))

    def _source(self, texture: Mapping[str, Any]) -> int:
        webp = _mapping(_mapping(texture.get("extensions")).get("EXT_texture_webp"))
        index = texture.get("source", webp.get("source"))
        if not isinstance(index, int):
            raise broken("贴图没有图片", "a texture has no picture")
        return index

    def _wrap(self, texture: Mapping[str, Any]) -> tuple[int, int]:
        if "sampler" not in texture:
            return (10497, 10497)
        sampler = self._container.item("samplers", texture["sampler"])
        return (int(sampler.get("wrapS", 10497)), int(sampler.get("wrapT", 10497)))

    def _open(self, index: int, side: int, coded: bool) -> Floats:
        """A picture at most `side` pixels long as linear RGBA 0-1."""
        from PIL import Image, UnidentifiedImageError

        row = self._container.item("images", index)
        if isinstance(row.get("uri"), str):
            data = linked_bytes(row["uri"], self._container.folder)
        else:
            data, _ = view_bytes(self._container, row.get("bufferView"))
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise too_large(
                        f"贴图 {picture.width}×{picture.height}",
                        f"a texture of {picture.width}×{picture.height}",
                    )
                small = picture.convert("RGBA")
                small.thumbnail((side, side), Image.Resampling.BOX)
        except (
            UnidentifiedImageError,
            Image.DecompressionBombError,
            OSError,
            ValueError,
            SyntaxError,
        ) as error:
            raise refused(
                "贴图打不开（要 PNG、JPEG 或 WebP）",
                "a texture cannot be opened (PNG, JPEG and WebP are read)",
            ) from error
        pixels = np.asarray(small, np.float32) / 255
        if coded:
            pixels[..., :3] = linear(pixels[..., :3])
        return pixels


def linear(coded: Floats) -> Floats:
    """sRGB values 0-1 as linear light (IEC 61966-2-1)."""
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return np.asarray(light, np.float32)


def sample(pixels: Floats, uv: Floats, wrap: tuple[int, int]) -> Floats:
    """Bilinear RGBA (n, 4) of a (h, w, 4) picture at (n, 2) coordinates; `wrap` as in glTF samplers."""
    height, width = pixels.shape[:2]
    held = [_held(uv[:, axis].astype(np.float64), wrap[axis]) for axis in range(2)]
    (x, y), kept = (at * size - 0.5 for (at, _), size in zip(held, (width, height), strict=True)), held
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    across, down = (x - left)[:, None], (y - top)[:, None]

    def texel(dx: int, dy: int) -> Floats:
        columns = np.clip(left + dx, 0, width - 1) if kept[0][1] else np.mod(left + dx, width)
        lines = np.clip(top + dy, 0, height - 1) if kept[1][1] else np.mod(top + dy, height)
        return np.asarray(pixels[lines, columns])

    upper = texel(0, 0) * (1 - across) + texel(1, 0) * across
    lower = texel(0, 1) * (1 - across) + texel(1, 1) * across
    return np.asarray(upper * (1 - down) + lower * down, np.float32)


def _held(at: Floats, wrap: int) -> tuple[Floats, bool]:
    """Coordinates after a wrap mode, and whether the picture's edge is kept from bleeding round.

    A map that never leaves its picture keeps its edges, whatever its mode: vertices stand right on them.
    """
    if wrap == 33648:
        return 1 - np.abs(np.mod(at, 2) - 1), False
    inside = wrap == 33071 or (float(at.min(initial=0)) > -1e-4 and float(at.max(initial=1)) < 1.0001)
    return (np.clip(at, 0, 1), True) if inside else (at, False)


def _moved(uv: Floats, transform: Mapping[str, Any]) -> Floats:
    """Coordinates after KHR_texture_transform."""
    if not transform:
        return uv
    scale, offset = _factor(transform.get("scale"), (1, 1)), _factor(transform.get("offset"), (0, 0))
    turned = _number(transform.get("rotation"), 0.0)
    cos, sin = np.cos(turned), np.sin(turned)
    u, v = (uv[:, :2] * scale).T
    return np.asarray(np.stack([cos * u + sin * v, cos * v - sin * u], 1) + offset, np.float32)


def _with_glow(base: Floats, glow: Floats, unlit: bool) -> tuple[Floats, Floats]:
    """Colour and emission (n,): where a thing shines more than it reflects, the shine gives the colour."""
    if unlit:
        return base, np.full(len(base), 0.8)
    strength = glow.max(1)
    shining = strength > 0.04
    colour = np.where(shining[:, None], glow / np.maximum(strength, 1e-6)[:, None], base)
    return colour, np.where(shining, np.clip(2.0 * strength, 0, 16), 0.0)


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _number(value: Any, otherwise: float) -> float:
    if value is None:
        return otherwise
    if not isinstance(value, (int, float)) or not np.isfinite(value):
        raise broken("材质里的数不对", "a number of a material is wrong")
    return float(value)


def _factor(value: Any, otherwise: tuple[float, ...]) -> Floats:
    values = otherwise if value is None else value
    if not isinstance(values, (list, tuple)) or len(values) != len(otherwise):
        raise broken("材质里的颜色不对", "a colour of a material is wrong")
    return np.array([_number(one, 0.0) for one in values], np.float32)
