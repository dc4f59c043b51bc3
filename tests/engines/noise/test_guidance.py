"""Guidance and its curve, the timestep the model sees, churn: each does what it says."""

import pytest

from yingxi.film.errors import UsageError


@pytest.mark.parametrize("name", ["sd", "sdxl", "wan", "ltx", "flux"])
def test_guidance_is_the_pipelines_own(name, make, shoot):
    plain = shoot(make(name), bare={"num_inference_steps": 4, "guidance_scale": 3.0})
    assert shoot(make(name), guidance=3.0).equal(plain)
    assert not shoot(make(name), guidance=6.0).equal(plain)


@pytest.mark.parametrize("name", ["sd", "sdxl", "wan", "ltx", "flux"])
def test_a_level_curve_is_plain_guidance(name, make, shoot):
    assert shoot(make(name), guidance_curve=(3.0, 3.0)).equal(shoot(make(name), guidance=3.0))


@pytest.mark.parametrize("name", ["sd", "wan", "ltx"])
def test_each_step_is_guided_by_the_curve(name, make, shoot, monkeypatch):
    """The output of the last step, guided at 2 under a curve from 5 to 2, is that of u + 2·(c - u)."""
    from yingxi.engines.noise import run as running

    given, original = [], running.reguided

    def watch(mixed, outputs, base, wanted):
        got = original(mixed, outputs, base, wanted)
        given.append((mixed, list(outputs), base, wanted, got))
        return got

    monkeypatch.setattr(running, "reguided", watch)
    shoot(make(name), guidance_curve=(5.0, 2.0))
    assert [one[3] for one in given] == pytest.approx([5.0, 4.0, 3.0, 2.0])
    for mixed, outputs, base, wanted, got in given:
        parts = outputs[0].chunk(2) if len(outputs) == 1 else (outputs[1], outputs[0])
        assert got.allclose(parts[0] + wanted * (parts[1] - parts[0]), atol=1e-5)
        assert mixed.allclose(parts[0] + base * (parts[1] - parts[0]), atol=1e-5)
    assert not given[0][1][0].equal(given[-1][1][0])


def test_a_mix_of_another_kind_is_refused():
    import torch

    from yingxi.engines.noise.denoisers import reguided

    without, with_words = torch.randn((2, 1, 4, 8, 8), generator=torch.Generator().manual_seed(1))
    mixed = without + 4 * (with_words - without)
    assert reguided(mixed, [with_words, without], 4.0, 1.0).allclose(with_words, atol=1e-5)
    assert reguided(mixed, [torch.cat([without, with_words])], 4.0, 0.0).allclose(without, atol=1e-5)
    with pytest.raises(UsageError, match=r"noise.guidance_curve cannot be honoured: this pipeline mixes"):
        reguided(mixed.tanh(), [with_words, without], 4.0, 1.0)
    with pytest.raises(UsageError, match=r"noise.guidance_curve cannot be honoured"):
        reguided(mixed, [with_words], 4.0, 1.0)


def test_a_mix_of_tokens_kept_as_long_is_mixed_again():
    """Qwen-Image's way, and Cosmos', whose guidance counts one more."""
    import torch

    from yingxi.engines.noise.denoisers import reguided

    without, with_words = torch.randn((2, 1, 16, 8), generator=torch.Generator().manual_seed(1))

    def normed(guidance):
        mix = without + guidance * (with_words - without)
        return mix * with_words.norm(dim=-1, keepdim=True) / mix.norm(dim=-1, keepdim=True)

    def beyond(guidance):
        return with_words + guidance * (with_words - without)

    for way in (normed, beyond):
        assert reguided(way(4.0), [with_words, without], 4.0, 1.5).allclose(way(1.5), atol=1e-4)


def test_rescaled_guidance_follows_the_curve_too(make):
    """Against the pipeline itself, whose guidance is set anew before each step."""
    import torch

    from yingxi.engines.noise import NoiseRecipe, attach

    pipe, given = make("sd")
    asked = {**given, "height": 64, "width": 64, "guidance_rescale": 0.7, "output_type": "latent"}
    with torch.no_grad(), attach(pipe, NoiseRecipe(guidance_curve=(9.0, 2.0), steps=3), seed=1) as attached:
        curved = pipe(**asked, **attached.arguments).images
    wanted = iter((5.5, 2.0, 2.0))

    def set_anew(pipe, step, timestep, values):
        pipe._guidance_scale = next(wanted)
        return values

    seeded = torch.Generator().manual_seed(1)
    with torch.no_grad():
        own = pipe(
            **asked,
            num_inference_steps=3,
            guidance_scale=9.0,
            generator=seeded,
            callback_on_step_end=set_anew,
        ).images
    assert curved.allclose(own, atol=1e-3)
    level = pipe(
        **asked, num_inference_steps=3, guidance_scale=9.0, generator=torch.Generator().manual_seed(1)
    ).images
    assert not curved.allclose(level, atol=1e-2)


@pytest.mark.parametrize("name", ["sd", "wan", "ltx", "flux"])
def test_detail_scales_the_timestep_that_the_model_sees(name, make, shoot, monkeypatch):
    from yingxi.engines.noise import denoisers

    shares, original = [], denoisers.Denoisers.tell

    def watch(self, arguments):
        before = arguments["timestep"]
        original(self, arguments)
        shares.append((float(before.flatten()[0]), float(arguments["timestep"].flatten()[0])))

    monkeypatch.setattr(denoisers.Denoisers, "tell", watch)
    once = shoot(make(name), detail=0.4)
    told = shares[:: len(shares) // 4]
    assert [after for _, after in told] == pytest.approx(
        [true * share for (true, _), share in zip(told, (1, 0.7, 0.7, 1), strict=True)], abs=1e-2
    )
    assert not once.equal(shoot(make(name)))


@pytest.mark.parametrize(
    ("name", "sampler"), [("sd", "euler"), ("sd", "dpm++2m"), ("wan", "euler"), ("ltx", "")]
)
def test_churn_renews_the_share_of_noise_it_says(name, sampler, make, shoot, monkeypatch):
    """After churn √(1-0.36) of the old noise is left, and the rest is new: unlike it, and 0.6 strong."""
    import torch

    from yingxi.engines.noise import run as running
    from yingxi.engines.noise.sigmas import guess_picture, points

    added, original = [], running.Run.churn

    def watch(self, scheduler, out, arguments):
        before = running.stepped(out).float()
        renewed = running.stepped(original(self, scheduler, out, arguments)).float()
        at, after = points(scheduler, arguments["timestep"])
        if after[1]:
            picture = after[0] * guess_picture(scheduler, arguments["model_output"], arguments["sample"], at)
            old = before - picture
            new = (renewed - picture - 0.8 * old) / after[1]
            alike = torch.corrcoef(torch.stack([old.flatten(), new.flatten()]))[0, 1]
            added.append((new.mean().item(), new.std().item(), alike.item()))
        else:
            assert renewed.equal(before)
        return running.with_sample(out, renewed)

    monkeypatch.setattr(running.Run, "churn", watch)
    shoot(make(name), sampler=sampler, churn=0.6)
    assert len(added) == 3
    for mean, strength, alike in added:
        assert (mean, strength, alike) == pytest.approx((0, 0.6, 0), abs=0.06)


def test_what_adds_its_own_noise_is_not_churned(make, shoot):
    for name, sampler in (("sd", "euler-ancestral"), ("sd", "unipc"), ("wan", "heun"), ("sd", "dpm++2m-sde")):
        with pytest.raises(UsageError, match=r"noise.churn cannot be honoured by"):
            shoot(make(name), sampler=sampler, churn=0.5)


def test_strength_starts_late(make, shoot):
    plain = shoot(make("painter"), bare={"num_inference_steps": 4, "strength": 0.5})
    assert shoot(make("painter"), strength=0.5).equal(plain)
    assert not shoot(make("painter"), strength=1.0).equal(plain)
