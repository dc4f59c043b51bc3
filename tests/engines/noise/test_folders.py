"""Pipelines loaded from folders: a modular one, and one that makes sound beside its pictures."""

import sys
from pathlib import Path

import pytest

from yingxi.film.errors import UsageError

BUILDERS = Path(__file__).parents[1] / "diffusion"
GIVEN = {
    "modular": {"num_frames": 5, "output": "videos", "output_type": "pt"},
    "ltx2": {"num_frames": 9, "output_type": "np", "return_dict": False},
}


@pytest.fixture(scope="module")
def load(tmp_path_factory):
    """A tiny pipeline by kind, from the folder that it was saved to."""
    pytest.importorskip("ftfy", reason="modular Wan cleans its prompts with ftfy")
    import diffusers
    import torch

    torch.set_num_threads(1)
    sys.path.insert(0, str(BUILDERS))
    try:
        import tiny_pipelines
    finally:
        sys.path.remove(str(BUILDERS))
    made = {}

    def give(kind):
        if kind not in made:
            folder = tmp_path_factory.mktemp(kind)
            tiny_pipelines.BUILDERS[kind](folder)
            loader = diffusers.ModularPipeline if kind == "modular" else diffusers.DiffusionPipeline
            made[kind] = loader.from_pretrained(str(folder))
            if kind == "modular":
                made[kind].load_components()
            made[kind].set_progress_bar_config(disable=True)
            for part in made[kind].components.values():
                if hasattr(part, "eval"):
                    part.eval()
        return made[kind]

    return give


@pytest.fixture
def film(load):
    """Pictures and sound of a run under a recipe, as one row of numbers."""
    import torch

    from yingxi.engines.noise import NoiseRecipe, attach

    def run(kind, **knobs):
        pipe = load(kind)
        with torch.no_grad(), attach(pipe, NoiseRecipe(steps=4, **knobs), seed=3) as attached:
            out = pipe(prompt="a boat", height=64, width=64, **GIVEN[kind], **attached.arguments)
        parts = out if isinstance(out, tuple) else (out,)
        return torch.cat([torch.as_tensor(part).float().flatten() for part in parts])

    return run


KNOBS = ({"guidance": 2.0}, {"sampler": "euler", "churn": 0.5}, {"correlation": 0.9}, {"detail": 0.3})


@pytest.mark.parametrize("kind", GIVEN)
def test_knobs_reach_it_and_repeat(kind, film):
    plain = film(kind)
    assert film(kind).equal(plain)
    for knobs in KNOBS:
        once = film(kind, **knobs)
        assert film(kind, **knobs).equal(once), knobs
        assert not once.equal(plain), knobs


@pytest.mark.parametrize("kind", GIVEN)
def test_stop_and_go_on_equals_an_uninterrupted_run(kind, film, tmp_path):
    state = str(tmp_path / "state.safetensors")
    assert not film(kind, stop_after=2, save_state=state).equal(film(kind))
    assert film(kind, resume=state).equal(film(kind))


def test_a_modular_guider_follows_the_curve_and_is_left_as_it_was(film, load):
    before = load("modular").guider.guidance_scale
    assert film("modular", guidance_curve=(3.0, 3.0)).equal(film("modular", guidance=3.0))
    assert not film("modular", guidance_curve=(6.0, 1.0)).equal(film("modular", guidance=6.0))
    assert load("modular").guider.guidance_scale == before


def test_a_guidance_of_its_own_kind_is_refused(film):
    with pytest.raises(UsageError, match=r"noise\.guidance_curve cannot be honoured"):
        film("ltx2", guidance_curve=(6.0, 2.0))


def test_noise_of_the_sound_is_left_alone(film, load, monkeypatch):
    """A correlation between frames would make no sense between moments of sound."""
    from yingxi.engines.noise import draws

    shapes, original = [], draws.shape_noise

    def watch(noise, *rest):
        shapes.append(noise.ndim)
        return original(noise, *rest)

    monkeypatch.setattr(draws, "shape_noise", watch)
    film("ltx2", offset=0.2)
    assert shapes == [5]
