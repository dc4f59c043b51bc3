"""Tiny pipelines in one folder a session, and boards of a few frames to paint with them."""

import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from yingxi.engines import Options
from yingxi.film import Shot, Storyboard, Take

sys.path.append(str(Path(__file__).parent))  # tiny_pipelines.py and small_boards.py serve several test files

from small_boards import SIDE, board_of, shot_of


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """All that takes a tiny pipeline needs torch."""
    for item in items:
        if "models" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.diffusion)


@pytest.fixture(autouse=True)
def libraries_may_warn() -> Any:
    """The libraries' own warnings are not ours to fail on."""
    with warnings.catch_warnings():
        for library in ("diffusers", "transformers", "torch", "accelerate"):
            warnings.filterwarnings("ignore", module=library)
        warnings.filterwarnings("ignore", category=FutureWarning)
        yield


class Models:
    """Folders of tiny pipelines, each built when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, name: str) -> str:
        from tiny_families import FAMILY_BUILDERS
        from tiny_pipelines import BUILDERS

        folder = self.root / name
        if not folder.is_dir():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                {**BUILDERS, **FAMILY_BUILDERS}[name](folder)
        return str(folder)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """The tiny pipelines by name; skips where torch and diffusers are not installed."""
    pytest.importorskip("torch", reason="pip install 'yingxi[diffusion]' brings torch")
    pytest.importorskip("diffusers", reason="pip install 'yingxi[diffusion]' brings diffusers")
    return Models(tmp_path_factory.mktemp("models"))


@pytest.fixture
def cosmos(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Cosmos 2.5 needs beside diffusers: a guard, and of torchvision the one call that it makes."""
    from types import SimpleNamespace

    import torch
    from diffusers.models.controlnets import controlnet_cosmos
    from diffusers.models.transformers import transformer_cosmos
    from diffusers.pipelines.cosmos import pipeline_cosmos2_5_predict, pipeline_cosmos2_5_transfer
    from tiny_families import Guard

    def resize(mask: Any, size: list[int], interpolation: str) -> Any:
        return torch.nn.functional.interpolate(mask, size, mode=interpolation)

    few = SimpleNamespace(
        functional=SimpleNamespace(resize=resize), InterpolationMode=SimpleNamespace(NEAREST="nearest")
    )
    for module in (transformer_cosmos, controlnet_cosmos):
        monkeypatch.setattr(module, "transforms", few, raising=False)
    for module in (pipeline_cosmos2_5_predict, pipeline_cosmos2_5_transfer):
        monkeypatch.setattr(module, "CosmosSafetyChecker", Guard)


class Studio:
    """Renders single takes through the engine, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[tuple[int, int, str]] = []

    def __call__(self, shot: Shot | None = None, board: Storyboard | None = None, **asked: Any) -> Take:
        from yingxi.engines import find_engine, read_settings

        given = {
            name: asked.pop(name) for name in ("head", "tail", "draft", "inputs", "take") if name in asked
        }
        chosen = shot or shot_of(1)
        engine = find_engine("diffusion")
        settings = read_settings(engine, {"steps": 2, "size": f"{SIDE}x{SIDE}", **asked})
        options = Options(folder=self.folder, settings=settings, **given)
        return engine.render(chosen, board or board_of(chosen), options, self.hear)

    def hear(self, done: int, total: int, note: str = "") -> None:
        """Remember what the engine says."""
        self.said.append((done, total, note))

    def frames(self, take: Take) -> list[Any]:
        """The pictures of a take, (h, w, 3)."""
        from yingxi.media import read_frames, rgb_from_planes

        return [rgb_from_planes(planes) for planes in read_frames(self.folder / take.media)]


@pytest.fixture
def studio(tmp_path: Path) -> Any:
    """A film's folder to paint takes in; the model that was held is let go afterwards."""
    yield Studio(tmp_path)
    from yingxi.engines.diffusion.describe import _describe

    _describe.cache_clear()
