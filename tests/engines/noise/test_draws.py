"""The first noise: seeds, their blend, region, offset, correlation between frames."""

import pytest

from yingxi.film.errors import UsageError


@pytest.fixture
def first(make, monkeypatch):
    """The first noise of a pipeline under a recipe, as the pipeline got it."""
    from yingxi.engines.noise import draws
    from yingxi.engines.noise.attach import NoiseRecipe, attach

    def run(name, **knobs):
        pipe, given = make(name)
        seen, original = [], draws.Source.draw

        def watch(self, *args, first, **kept):
            noise = original(self, *args, first=first, **kept)
            seen.extend([noise] if first else [])
            return noise

        size = {} if "image" in given else {"height": 64, "width": 64}
        with monkeypatch.context() as patch:
            patch.setattr(draws.Source, "draw", watch)
            with attach(pipe, NoiseRecipe(**{"seed": 5, "steps": 2, **knobs})) as attached:
                pipe(**given, **size, output_type="latent", **attached.arguments)
        return seen[0]

    return run


ALL = ("sd", "sdxl", "wan", "ltx", "flux", "painter")


@pytest.mark.parametrize("name", ALL)
def test_a_blend_ends_at_both_seeds_and_keeps_its_length(name, first):
    one, other = first(name), first(name, seed=8)
    assert first(name, blend_seed=8, blend=0.0).equal(one)
    assert first(name, blend_seed=8, blend=1.0).equal(other)
    middle = first(name, blend_seed=8, blend=0.5)
    assert middle.std().item() == pytest.approx(one.std().item(), rel=0.05)
    near = [(middle.flatten() @ end.flatten() / middle.norm() / end.norm()).item() for end in (one, other)]
    assert near == pytest.approx([0.7071, 0.7071], abs=0.05)


def test_a_blend_at_its_end_is_the_whole_film_of_that_seed(make, shoot):
    for name, knobs in (("wan", {}), ("sd", {"sampler": "euler-ancestral"})):
        assert shoot(make(name), seed=5, blend=1.0, blend_seed=9, **knobs).equal(
            shoot(make(name), seed=9, **knobs)
        )


@pytest.mark.parametrize("name", ["sd", "wan", "ltx", "flux", "painter"])
def test_region_noise_changes_its_region_only(name, first, tmp_path):
    from PIL import Image

    mask = Image.new("L", (64, 64), 0)
    mask.paste(255, (0, 0, 32, 64))
    mask.save(tmp_path / "mask.png")
    knobs = {"region": str(tmp_path / "mask.png"), "region_seed": 11}
    plain, painted = first(name), first(name, **knobs)
    half = plain.shape[-1] // 2
    assert painted[..., half:].equal(plain[..., half:])
    assert (painted[..., :half] != plain[..., :half]).all()
    assert painted[..., :half].std().item() == pytest.approx(1, abs=0.15)
    assert first(name, **knobs).equal(painted)
    assert not first(name, **{**knobs, "region_seed": 12}).equal(painted)


def test_a_soft_mask_keeps_unit_variance():
    import torch

    from yingxi.engines.noise.draws import renew_region

    one, other = torch.randn((2, 1, 4, 256, 256), generator=torch.Generator().manual_seed(1))
    mixed = renew_region(one, other, torch.linspace(0, 1, 256).repeat(256, 1))
    assert mixed.std().item() == pytest.approx(1, abs=0.01)


def test_a_wrong_mask_is_named(make, shoot, tmp_path):
    with pytest.raises(UsageError, match=r"there is no picture at 'none.png'"):
        shoot(make("sd"), region="none.png")
    (tmp_path / "mask.png").write_bytes(b"no picture")
    with pytest.raises(UsageError, match=r"is no picture that can be read"):
        shoot(make("sd"), region=str(tmp_path / "mask.png"))


@pytest.mark.parametrize("name", ALL)
def test_an_offset_is_added_to_the_mean(name, first):
    plain, moved = first(name), first(name, offset=0.25)
    assert (moved - plain).mean().item() == pytest.approx(0.25, abs=1e-6)
    assert (moved - plain).std().item() < 1e-6


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_frames_are_correlated_as_asked(share):
    import torch

    from yingxi.engines.noise.draws import correlate

    noise = correlate(torch.randn((1, 4, 6, 96, 96), generator=torch.Generator().manual_seed(2)), 2, share)
    frames = noise[0].flatten(2).transpose(0, 1).flatten(1)
    for gap in (1, 2):
        got = [
            torch.corrcoef(torch.stack([frames[at], frames[at + gap]]))[0, 1].item() for at in range(6 - gap)
        ]
        assert got == pytest.approx([share**gap] * (6 - gap), abs=0.02)
    assert frames.std(1).tolist() == pytest.approx([1.0] * 6, abs=0.02)


@pytest.mark.parametrize("name", ["wan", "ltx"])
def test_correlation_reaches_the_pipeline(name, first):
    import torch

    noise = first(name, correlation=0.95)[0]
    pair = torch.stack([noise[:, 0].flatten(), noise[:, 1].flatten()])
    assert torch.corrcoef(pair)[0, 1].item() > 0.9
    assert noise[:, 0].equal(first(name)[0][:, 0])


def test_correlation_of_a_single_picture_is_refused(make, shoot):
    with pytest.raises(UsageError, match=r"this pipeline makes a single picture"):
        shoot(make("flux"), correlation=0.5)


def test_frames_before_channels_are_found():
    from yingxi.engines.noise.draws import frame_axis

    assert frame_axis((1, 13, 16, 60, 90), {16}) == 1
    assert frame_axis((1, 16, 21, 60, 90), {16}) == 2
    assert frame_axis((1, 4, 64, 64), {4}) is None


def test_given_latents_leave_nothing_to_shape(make):
    import torch

    from yingxi.engines.noise import NoiseRecipe, attach

    pipe, given = make("wan")
    latents = torch.randn((1, 16, 3, 8, 8))
    with (
        pytest.raises(UsageError, match=r"drew none from its own generator"),
        attach(pipe, NoiseRecipe(offset=0.2, steps=1)) as attached,
    ):
        pipe(**given, height=64, width=64, latents=latents, output_type="latent", **attached.arguments)


def test_draws_of_other_runs_go_through_untouched(make):
    import torch
    from diffusers.pipelines.wan import pipeline_wan

    from yingxi.engines.noise import NoiseRecipe, attach

    plain = pipeline_wan.randn_tensor((2, 3), generator=torch.Generator().manual_seed(1))
    with pytest.raises(UsageError), attach(make("wan")[0], NoiseRecipe(offset=1.0)):
        assert pipeline_wan.randn_tensor((2, 3), generator=torch.Generator().manual_seed(1)).equal(plain)
