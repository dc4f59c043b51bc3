"""Caches: which model has which, what they leave out, and MagCache's figures, measured once and kept."""

from itertools import pairwise

import pytest

from yingxi.film.errors import UsageError
from yingxi.store.home import home


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Each test measures for itself."""
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))


def measures():
    return sorted((home() / "models").glob("mag-*.yaml"))


def bytes_of(studio, take):
    return (studio.folder / take.media).read_bytes()


def test_mag_cache_is_measured_once_kept_and_said_with_its_cost(models, studio):
    asked = {"model": models("wan"), "previs": False, "fast": "max", "cache": "mag", "steps": 8}
    first = studio(**asked)
    assert any(note == "measure MagCache: 8 steps, twice" for _, _, note in studio.said)
    (kept,) = measures()
    assert "ratios:" in kept.read_text()
    assert first.recipe["faster_by"] == "MagCache 0.12"
    assert "measured with this model at 8 steps" in str(first.recipe["expected_cost"])
    assert "arXiv:2506.09045" in str(first.recipe["expected_cost"])
    computed, _, asked_for = str(first.recipe["passes_computed"]).partition(" of ")
    assert int(computed) < int(asked_for) == 16, "guided: two passes a step, some of them left out"
    studio.said.clear()
    again = studio(**asked, take=2)
    assert not any("measure" in note for _, _, note in studio.said)
    assert bytes_of(studio, first) == bytes_of(studio, again)
    assert first.recipe["reproducible"] == "same bytes"


def test_another_number_of_steps_is_measured_anew_and_in_balance_less_is_left_out(models, studio):
    asked = {"model": models("wan"), "previs": False, "cache": "mag"}
    studio(**asked, fast="balanced", steps=4)
    studio(**asked, fast="balanced", steps=6, take=2)
    assert len(measures()) == 2


def test_the_measured_list_is_what_the_residuals_really_did(models, studio):
    """Against residuals that this test takes itself, from the blocks' own inputs and outputs."""
    import torch
    from diffusers import WanPipeline

    from yingxi.engines.diffusion.caches import add_cache
    from yingxi.engines.diffusion.mag import Noted

    pipe = WanPipeline.from_pretrained(models("wan"))
    pipe.set_progress_bar_config(disable=True)
    blocks, seen = pipe.transformer.blocks, {"in": [], "out": []}
    handles = [
        blocks[0].register_forward_pre_hook(lambda module, values: seen["in"].append(values[0].clone())),
        blocks[-1].register_forward_hook(lambda module, values, out: seen["out"].append(out.clone())),
    ]
    add_cache(pipe, "mag", "balanced")
    noted = Noted(pipe=pipe, on_progress=lambda done, total, note="": None)

    def hear(pipe, step, timestep, values):
        noted.hear(step, 3)
        return values

    generator = torch.Generator("cpu").manual_seed(3)
    pipe("a boat", height=64, width=64, num_frames=5, num_inference_steps=3, guidance_scale=1.0,
         generator=generator, output_type="latent", callback_on_step_end=hear)  # fmt: skip
    for handle in handles:
        handle.remove()
    residuals = [after - before for before, after in zip(seen["in"], seen["out"], strict=True)]
    norms = [torch.linalg.norm(one, dim=-1) for one in residuals]
    grown = [1.0, *((b / (a + 1e-8)).mean().item() for a, b in pairwise(norms))]
    assert noted.ratios() == {"transformer": pytest.approx(grown, abs=1e-4)}


def test_mag_cache_leaves_out_runs_that_begin_in_the_middle(models, studio):
    take = studio(model=models("cogvideox"), over=0.5, steps=4, fast="balanced", cache="mag")
    assert measures() == []
    assert any("MagCache is for whole runs" in note for note in take.notes)
    assert "passes_computed" not in take.recipe


@pytest.mark.parametrize(
    ("model", "asked", "said"),
    [
        ("cosmos3", {}, "SeaCache 0.25"),
        ("wan", {"cache": "sea"}, "SeaCache 0.25"),
        ("hunyuan", {"cache": "mag"}, "MagCache 0.12"),
        ("qwen-image", {}, "first-block cache 0.2"),
        ("flux2-klein", {"cast": False, "cache": "mag"}, "MagCache 0.12"),
    ],
)
def test_each_family_has_the_cache_that_fits_it(models, studio, model, asked, said):
    take = studio(model=models(model), previs=False, fast="max", steps=3, **asked)
    assert take.recipe["faster_by"] == said
    computed, _, passes = str(take.recipe["passes_computed"]).partition(" of ")
    assert 0 < int(computed) <= int(passes)


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("ltx2", "does not know what this painter's blocks give"),
        ("z-image", "has no place for one"),
        ("flux2-klein", "cache: mag works"),
    ],
)
def test_a_family_without_one_says_so(models, studio, model, why):
    take = studio(model=models(model), previs=False, fast="max", steps=1)
    assert any(why in note for note in take.notes)
    assert "faster_by" not in take.recipe


@pytest.mark.parametrize(
    ("model", "asked", "line"),
    [
        ("wan", {"cache": "mag"}, "cache: mag needs fast: balanced or max"),
        (
            "z-image",
            {"cache": "mag", "fast": "max"},
            "cannot be had: this pipeline of diffusers has no place",
        ),
        ("cogvideox", {"cache": "sea", "fast": "max"}, "SeaCache knows Cosmos 3 and Wan text to video"),
        ("cosmos3", {"cache": "first-block", "fast": "max"}, "cache: sea works"),
        ("ltx2", {"cache": "mag", "fast": "max"}, "does not know what this painter's blocks give"),
    ],
)
def test_a_cache_that_cannot_be_had_is_refused(models, studio, model, asked, line):
    with pytest.raises(UsageError, match=line):
        studio(model=models(model), previs=False, **asked)
