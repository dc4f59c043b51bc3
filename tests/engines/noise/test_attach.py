"""The hook itself: idle it is not there, it repeats to the bit, it tells and it cancels."""

import inspect
import sys

import pytest

from yingxi.engines.noise import NoiseRecipe, attach
from yingxi.film.errors import UsageError

ALL = ("sd", "sdxl", "wan", "ltx", "flux", "painter", "ddim")
FIRST = ("sd", "wan")


@pytest.mark.parametrize("name", ALL)
def test_an_idle_recipe_changes_no_bit(name, make, shoot):
    made = make(name)
    plain = shoot(made, bare={"num_inference_steps": 4})
    assert plain.isfinite().all()
    assert shoot(made).equal(plain)
    assert not shoot(made, seed=6).equal(plain)


@pytest.mark.parametrize("name", ALL)
def test_the_pipeline_is_left_as_it_was(name, make, shoot):
    pipe, _ = make(name)
    model = getattr(pipe, "unet", None) or pipe.transformer
    module = sys.modules[type(pipe).__module__]
    before = pipe.scheduler, dict(pipe.config), module.randn_tensor
    shoot(make(name), detail=0.2, offset=0.1)
    assert (pipe.scheduler, dict(pipe.config), module.randn_tensor) == before
    assert "forward" not in vars(model)


def test_the_pipeline_is_left_as_it_was_after_a_failure(make, shoot):
    pipe, _ = make("wan")
    before = pipe.scheduler
    with pytest.raises(UsageError, match=r"noise.churn cannot be honoured by UniPCMultistepScheduler"):
        shoot(make("wan"), churn=0.5, detail=0.1)
    assert pipe.scheduler is before
    assert "forward" not in vars(pipe.transformer)


@pytest.mark.parametrize(
    ("name", "knobs"),
    [
        ("sd", {"sampler": "euler-ancestral"}),
        ("sd", {"sampler": "dpm++2m-sde"}),
        ("sd", {"sampler": "ddpm"}),
        ("sd", {"sampler": "lcm"}),
        ("ddim", {"churn": 1.0}),
        ("wan", {"sampler": "dpm++2m-sde"}),
        ("wan", {"sampler": "euler", "churn": 0.7}),
        ("wan", {"sampler": "lcm"}),
        ("ltx", {"churn": 0.7}),
        ("flux", {"churn": 0.7, "blend": 0.3, "blend_seed": 8}),
    ],
)
def test_stochastic_samplers_repeat_to_the_bit(name, knobs, make, shoot):
    once = shoot(make(name), **knobs)
    assert shoot(make(name), **knobs).equal(once)
    assert not shoot(make(name), **knobs, seed=6).equal(once)
    assert not shoot(
        make(name), **{**knobs, "churn": 0.0, "sampler": "euler" if name != "ddim" else ""}
    ).equal(once)


@pytest.mark.parametrize("name", FIRST)
def test_each_step_is_told(name, make, shoot):
    heard = []
    shoot(make(name), on_step=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_steps_left_are_counted_when_painting_over(make, shoot):
    heard = []
    shoot(make("painter"), on_step=lambda done, total: heard.append((done, total)), strength=0.5)
    assert heard == [(1, 2), (2, 2)]


def test_raising_from_the_callback_cancels(make, shoot):
    def cancel(done, total):
        if done == 2:
            raise KeyboardInterrupt

    plain = shoot(make("wan"))
    with pytest.raises(KeyboardInterrupt):
        shoot(make("wan"), on_step=cancel, detail=0.3)
    assert shoot(make("wan")).equal(plain)


def test_the_scheduler_keeps_its_name_and_signature(make):
    pipe, _ = make("wan")
    plain = pipe.scheduler
    with attach(pipe, NoiseRecipe()) as attached:
        assert type(pipe.scheduler).__name__ == type(plain).__name__
        assert isinstance(pipe.scheduler, type(plain))
        assert inspect.signature(pipe.scheduler.step) == inspect.signature(plain.step)
        pipe(
            **make("wan")[1],
            height=64,
            width=64,
            output_type="latent",
            **attached.arguments,
            num_inference_steps=1,
        )


def test_a_recipe_that_never_took_hold_is_no_silence(make):
    with pytest.raises(UsageError, match=r"never took hold"), attach(make("sd")[0], NoiseRecipe(offset=0.1)):
        pass


def test_what_a_call_does_not_take_is_named(make, shoot):
    with pytest.raises(UsageError, match=r"noise.strength cannot be honoured: WanPipeline takes no strength"):
        shoot(make("wan"), strength=0.5)


def test_the_take_remembers_the_recipe(make, shoot):
    pipe, _ = make("sd")
    with (
        pytest.raises(UsageError, match=r"never took hold"),
        attach(pipe, NoiseRecipe(churn=0.5), seed=3) as attached,
    ):
        assert attached.words == {"noise.seed": 3, "noise.churn": 0.5}
