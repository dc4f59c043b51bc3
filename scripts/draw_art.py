"""Draw docs/art.md: every asset of the house with its picture, its words in both languages, its licence.

    python scripts/draw_art.py            the page, and the pictures that are missing
    python scripts/draw_art.py --all      every picture anew
    python scripts/draw_art.py bee drum   these pictures anew

Pictures are taken by yingxi.art.portrait; those of assets that are gone are removed. A test holds that the
page and the registry name the same assets with the same words.
"""

import sys
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from yingxi.art.asset import Asset
from yingxi.art.kept import versions_of
from yingxi.art.portrait import MOMENT, portrait
from yingxi.art.registry import house_assets
from yingxi.world.scene import World

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURES = DOCS / "art.md", DOCS / "pictures" / "art"
DRAWN, SHOWN = (640, 360), (320, 180)
LARGEST = 15_000
"""Bytes of a picture; it is saved less finely until it is so small."""
KINDS = {"cast": "角色 · Cast", "prop": "道具 · Props", "set": "场景 · Sets", "effect": "效果 · Effects"}
# ruff: noqa: E501 - the page's own lines
HEAD = """# 美术 · The art department

这里是内置的全部模型：每一个都有图、中英文的词、许可证和三角形数。提示词里出现这些词，片子里就用它；自己的模型见[自己的模型](own-models.md)。

Everything that the house can show, drawn alone by the world engine on software Vulkan: {count} assets. A prompt that uses one of the words casts
the asset. What has no model here is cut as a flat relief from a pictogram, and the film's report says so. You can add
[models of your own](own-models.md). Triangles are those drawn near, for one copy (a set: for all that stands in it); after the arrow, from afar.

This page is written by `scripts/draw_art.py`; a test holds that it names exactly what the registry holds.
"""


def main(arguments: list[str]) -> None:
    """Draw what is asked for and write the page."""
    from yingxi.world import Renderer

    assets = house_assets()
    anew = set(assets) if "--all" in arguments else set(arguments)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.jpg"):
        if old.stem not in assets:
            old.unlink()
    known = counts_on(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else {}
    counts: dict[str, str] = {}
    renderer = Renderer(DRAWN, fps=24)
    for name, asset in sorted(assets.items()):
        picture = PICTURES / f"{name}.jpg"
        if name not in anew and picture.is_file() and name in known:
            counts[name] = known[name]
            continue
        world = portrait(asset, DRAWN)
        renderer.load(world)
        picture.write_bytes(small_jpeg(Image.fromarray(renderer.still(round(MOMENT * 24)))))
        counts[name] = count_triangles(asset, world)
        print(name, counts[name], picture.stat().st_size)
    PAGE.write_text(page(assets, counts), encoding="utf-8")


def small_jpeg(picture: Image.Image) -> bytes:
    """The picture at the size of the page, in at most LARGEST bytes."""
    shown = picture.resize(SHOWN, Image.Resampling.LANCZOS)
    for quality in (84, 76, 66, 54, 40, 28):
        file = BytesIO()
        shown.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


def count_triangles(asset: Asset, world: World) -> str:
    """Near and far triangles of one copy, or of a whole set: `8,120 → 310`; a dash for what has none."""
    if asset.kind == "set":
        total = sum(len(rows) * near(world, name) for name, rows in world.statics.items())
        return f"{total:,}"
    actor = world.actors[0]
    rows = actor.at(MOMENT).instances
    first = sum(len(rows.get(name, ())) * triangles(model) for name, model in actor.models.items())
    last = sum(
        len(rows.get(name, ())) * triangles(list(versions_of(model))[-1])
        for name, model in actor.models.items()
    )
    return "—" if not first else f"{first:,}" if first == last else f"{first:,} → {last:,}"


def near(world: World, name: str) -> int:
    """Triangles of the first version of a model that stands in a world."""
    return triangles(world.models[name]) if name in world.models else 0


def triangles(model) -> int:
    """Triangles of one version."""
    return sum(len(part.triangles) for part in model.surfaces)


def page(assets: Mapping[str, Asset], counts: Mapping[str, str]) -> str:
    """The whole page."""
    parts = [HEAD.format(count=len(assets))]
    for kind, title in KINDS.items():
        mine = [asset for _, asset in sorted(assets.items()) if asset.kind == kind]
        parts.append(
            f"\n## {title} ({len(mine)})\n\n" + "\n".join([*table_head(), *rows(mine, counts)]) + "\n"
        )
    return "".join(parts)


def table_head() -> tuple[str, str]:
    """The first two lines of a table."""
    return "| | | 词 · words | 许可 · licence | 三角形 · triangles |", "|---|---|---|---|---|"


def rows(assets: Iterable[Asset], counts: Mapping[str, str]) -> list[str]:
    """A line for each asset."""
    return [f"{facts(asset)} {counts.get(asset.id, '')} |" for asset in assets]


def facts(asset: Asset) -> str:
    """What a line says of an asset, but for its triangles."""
    words = f"{'、'.join(asset.words.zh)}<br>{', '.join(asset.words.en)}"
    picture = f"![{asset.words.en[0]}](pictures/art/{asset.id}.jpg)"
    return f"| {picture} | `{asset.id}` | {words} | {asset.licence} |"


def counts_on(text: str) -> dict[str, str]:
    """Triangles by asset as an earlier page has them."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[1].startswith("`"):
            found[cells[1].strip("`")] = cells[4]
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
