"""The curve of noise: what is asked is what the sampler uses, and the steps mean what they say."""

import numpy as np
import pytest

from yingxi.engines.noise import NoiseRecipe, attach
from yingxi.film.errors import UsageError


def curve_of(made, **knobs):
    """σ and timesteps that the sampler used in a run."""
    pipe, given = made
    with attach(pipe, NoiseRecipe(**knobs), seed=1) as attached:
        pipe(**given, height=64, width=64, output_type="latent", **attached.arguments)
        return pipe.scheduler.sigmas.numpy(), pipe.scheduler.timesteps.numpy()


@pytest.mark.parametrize("name", ["wan", "ltx", "flux"])
@pytest.mark.parametrize("sampler", ["euler", "unipc", "dpm++2m"])
def test_explicit_sigmas_are_what_a_flow_sampler_uses(name, sampler, make):
    asked = (0.98, 0.9, 0.55, 0.12)
    sigmas, times = curve_of(make(name), sampler=sampler, sigmas=asked)
    assert sigmas == pytest.approx((*asked, 0), abs=1e-6)
    assert times == pytest.approx(np.array(asked) * 1000, abs=1)


@pytest.mark.parametrize("sampler", ["euler", "euler-ancestral", "dpm++2m", "lms", "unipc"])
def test_explicit_sigmas_are_what_a_noise_sampler_uses(sampler, make):
    asked = (10.0, 4.0, 1.0, 0.3)
    sigmas, times = curve_of(make("sd"), sampler=sampler, sigmas=asked)
    assert sigmas == pytest.approx((*asked, 0), abs=1e-6)
    assert (np.diff(times) < 0).all()
    assert 0 <= times[-1] < times[0] <= 999


@pytest.mark.parametrize(("name", "asked"), [("sd", (10.0, 4.0, 1.0, 0.3)), ("wan", (0.98, 0.9, 0.55, 0.12))])
def test_heun_has_each_level_twice_but_the_ends(name, asked, make, shoot):
    sigmas, times = curve_of(make(name), sampler="heun", sigmas=asked)
    most, *others = asked
    assert sigmas == pytest.approx((most, *(one for one in others for _ in range(2)), 0), abs=1e-6)
    assert len(times) == 7
    assert (times[1::2] == times[2::2]).all()
    own, _ = curve_of(make(name), sampler="heun", steps=4)
    again = tuple(float(one) for one in (own[0], *own[1:-1:2]))
    assert shoot(make(name), seed=1, sampler="heun", sigmas=again).allclose(
        shoot(make(name), seed=1, sampler="heun", steps=4), atol=2e-3
    )
    bent, _ = curve_of(make(name), sampler="heun", steps=4, schedule="karras")
    assert bent[[0, -2, -1]] == pytest.approx(own[[0, -2, -1]], rel=1e-4)


def test_the_models_own_curve_given_explicitly_changes_no_bit(make, shoot):
    for name in ("sd", "ltx"):
        own, _ = curve_of(make(name), steps=4)
        asked = tuple(float(one) for one in own[:-1])
        assert shoot(make(name), seed=1, sigmas=asked).equal(shoot(make(name), seed=1, steps=4))


@pytest.mark.parametrize("schedule", ["karras", "exponential", "beta"])
@pytest.mark.parametrize("name", ["sd", "wan", "flux"])
def test_a_schedule_bends_between_the_same_ends(name, schedule, make):
    own, _ = curve_of(make(name), steps=8)
    bent, _ = curve_of(make(name), steps=8, schedule=schedule)
    assert bent[[0, -2, -1]] == pytest.approx(own[[0, -2, -1]], rel=1e-4)
    assert (np.diff(bent) < 0).all()
    assert np.abs(bent - own).max() > 1e-3 * own[0]


def test_karras_is_the_curve_of_the_paper(make):
    bent, _ = curve_of(make("sd"), steps=6, schedule="karras")
    high, low = bent[0] ** (1 / 7), bent[-2] ** (1 / 7)
    assert bent[:-1] == pytest.approx([(high + at / 5 * (low - high)) ** 7 for at in range(6)], rel=1e-4)


@pytest.mark.parametrize("name", ["wan", "ltx", "flux"])
def test_shift_follows_its_formula(name, make):
    plain, _ = curve_of(make(name), steps=5, shift=1.0)
    shifted, _ = curve_of(make(name), steps=5, shift=5.0)
    assert shifted == pytest.approx(5 * plain / (1 + 4 * plain), rel=1e-4, abs=1e-5)
    assert shifted[1] > plain[1]


def test_what_has_no_curve_is_refused_by_name(make, shoot):
    with pytest.raises(UsageError, match=r"noise.sigmas cannot be set on DDIMScheduler"):
        shoot(make("ddim"), sigmas=(1.0, 0.5))
    with pytest.raises(UsageError, match=r"noise.schedule cannot be set on PNDMScheduler: it counts"):
        shoot(make("sd"), sampler="pndm", schedule="karras")
    with pytest.raises(UsageError, match=r"noise.shift bends the schedule of flow-matching models; Euler"):
        shoot(make("sd"), shift=3.0)
    with pytest.raises(UsageError, match=r"σ of a flow-matching model is at most 1"):
        shoot(make("wan"), sigmas=(2.0, 1.0))
    with pytest.raises(UsageError, match=r"starts at 500; this model knows up to 14\.61"):
        shoot(make("sd"), sigmas=(500.0, 1.0))


def schedulers():
    from diffusers import (
        DDIMScheduler,
        DEISMultistepScheduler,
        DPMSolverMultistepScheduler,
        EulerDiscreteScheduler,
        FlowMatchEulerDiscreteScheduler,
        UniPCMultistepScheduler,
    )

    flow = {"prediction_type": "flow_prediction", "use_flow_sigmas": True, "flow_shift": 3.0}
    for kind in (
        EulerDiscreteScheduler,
        DPMSolverMultistepScheduler,
        DEISMultistepScheduler,
        UniPCMultistepScheduler,
    ):
        yield kind(prediction_type="epsilon")
        yield kind(prediction_type="v_prediction")
    for kind in (DPMSolverMultistepScheduler, UniPCMultistepScheduler):
        yield kind(**flow)
    yield FlowMatchEulerDiscreteScheduler(shift=3.0)
    for said in ("epsilon", "v_prediction", "sample"):
        yield DDIMScheduler(prediction_type=said, clip_sample=False)


def spoken(scheduler, picture, noise, point):
    """What a model that knows the picture says of a·picture + s·noise."""
    a, s = point
    length = (a * a + s * s) ** 0.5
    kind = scheduler.config.get("prediction_type", "flow_prediction")
    return {
        "epsilon": noise,
        "sample": picture,
        "flow_prediction": noise - picture,
        "v_prediction": (a * noise - s * picture) / length,
    }[kind]


def test_samples_stand_where_their_points_say():
    """With a model that knows the picture, each step leads from one a·picture + s·noise to the next."""
    import torch

    from yingxi.engines.noise.sigmas import discrete_points, guess_picture, points, sigma_point

    picture, noise = torch.randn((2, 1, 4, 8, 8), generator=torch.Generator().manual_seed(1))
    tried = 0
    for scheduler in schedulers():
        scheduler.set_timesteps(6)
        for index, time in enumerate(scheduler.timesteps):
            sigmas = getattr(scheduler, "sigmas", None)
            at = (
                discrete_points(scheduler, time)[0]
                if sigmas is None
                else sigma_point(scheduler, sigmas[index])
            )
            sample = at[0] * picture + at[1] * noise
            said = spoken(scheduler, picture, noise, at)
            stepped = scheduler.step(said, time, sample).prev_sample
            told, after = points(scheduler, time)
            assert told == pytest.approx(at)
            assert guess_picture(scheduler, said, sample, at).allclose(picture, atol=2e-3), scheduler
            assert stepped.allclose(after[0] * picture + after[1] * noise, atol=2e-2), (scheduler, index)
            tried += 1
    assert tried == 6 * 14
