"""docs/art.md names exactly what the registry holds, each with its words, its licence and a small picture."""

import re
import runpy
from pathlib import Path

import pytest
from PIL import Image

from yingxi.art.portrait import MOMENT, portrait
from yingxi.art.registry import house_assets

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "draw_art.py"))
AGAIN = "run python scripts/draw_art.py"


def lines():
    text = (ROOT / "docs" / "art.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("| ![")]


def test_the_page_names_exactly_the_assets_of_the_registry():
    named = [re.search(r"`([a-z0-9_]+)`", line).group(1) for line in lines()]
    assert sorted(named) == sorted(house_assets()), AGAIN
    assert len(set(named)) == len(named)


def test_each_line_has_the_asset_s_own_words_and_licence_and_its_triangles():
    page = lines()
    for name, asset in house_assets().items():
        begun = SCRIPT["facts"](asset)
        (line,) = [line for line in page if line.startswith(begun)] or pytest.fail(f"{name}: {AGAIN}")
        assert re.fullmatch(r" (—|[\d,]+( → [\d,]+)?) \|", line.removeprefix(begun)), name


def test_each_asset_has_a_small_picture_and_no_other_lies_there():
    folder = ROOT / "docs" / "pictures" / "art"
    pictures = {path.stem: path for path in folder.glob("*.jpg")}
    assert sorted(pictures) == sorted(house_assets()), AGAIN
    sizes = [path.stat().st_size for path in pictures.values()]
    assert max(sizes) <= SCRIPT["LARGEST"]
    assert sum(sizes) <= 4_000_000
    for path in pictures.values():
        with Image.open(path) as picture:
            assert picture.size == SCRIPT["SHOWN"], path.name


def test_a_picture_is_saved_as_small_as_it_must_be():
    noise = Image.effect_noise(SCRIPT["DRAWN"], 90).convert("RGB")
    assert len(SCRIPT["small_jpeg"](noise)) < 3 * SCRIPT["LARGEST"]
    assert len(SCRIPT["small_jpeg"](Image.new("RGB", SCRIPT["DRAWN"], (90, 40, 20)))) <= SCRIPT["LARGEST"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(a.id for a in house_assets().values() if a.kind != "set"))
def test_an_asset_alone_is_seen(name, renderer):
    """Its portrait is not empty: it differs from the bare backdrop, and is neither black nor burnt out."""
    asset = house_assets()[name]
    renderer.load(portrait(asset, (160, 90)))
    picture = renderer.still(round(MOMENT * 24)).astype(float)
    assert picture.std() > 3.0
    assert 4 < picture.mean() < 245


@pytest.fixture(scope="module")
def renderer():
    from yingxi.world import Renderer

    return Renderer((160, 90), fps=24)
