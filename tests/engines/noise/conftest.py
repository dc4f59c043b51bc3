"""Runs of tiny pipelines, for the tests that need torch; without torch those tests are skipped."""

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDS_TORCH = ("attach", "draws", "folders", "guidance", "samplers", "sigmas", "states")


def pytest_collection_modifyitems(items):
    absent = [name for name in ("torch", "diffusers") if importlib.util.find_spec(name) is None]
    for item in items:
        if item.path.parent != HERE or item.path.stem.removeprefix("test_") not in NEEDS_TORCH:
            continue
        item.add_marker(pytest.mark.diffusion)
        item.add_marker(pytest.mark.filterwarnings("ignore:__array_:DeprecationWarning"))
        if absent:
            item.add_marker(
                pytest.mark.skip(reason=f"needs {' and '.join(absent)}: pip install yingxi[diffusion]")
            )


@pytest.fixture(scope="session")
def pipelines():
    """The module that makes tiny pipelines; one thread, for tiny work is slower on two."""
    import torch

    torch.set_num_threads(1)
    sys.path.insert(0, str(HERE))
    try:
        import pipelines
    finally:
        sys.path.remove(str(HERE))
    return pipelines


@pytest.fixture(scope="session")
def make(pipelines):
    """A tiny pipeline by name with what it is called with, made once."""
    made = {}

    def give(name):
        if name not in made:
            made[name] = pipelines.make(name)
        return made[name]

    return give


@pytest.fixture(scope="session")
def shoot(pipelines):
    """Run a pipeline under a recipe; gives its last latents."""
    import torch

    from yingxi.engines.noise import NoiseRecipe, attach

    def run(made, seed=5, on_step=lambda done, total: None, bare=None, **knobs):
        pipe, given = made
        size = {} if "image" in given else pipelines.SIZE
        steps = {} if {"steps", "sigmas"} & set(knobs) else {"steps": 4}
        with torch.no_grad():
            if bare is not None:
                seeded = torch.Generator().manual_seed(seed)
                out = pipe(**{**given, **size, "output_type": "latent", "generator": seeded, **bare})
            else:
                with attach(pipe, NoiseRecipe(**steps, **knobs), seed=seed, on_step=on_step) as attached:
                    out = pipe(**{**given, **size, "output_type": "latent", **attached.arguments})
        return next(iter(out.values()))

    return run
