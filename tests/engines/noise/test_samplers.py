"""Samplers by name, in models of flow and models of noise."""

import pytest

from yingxi.engines.noise.samplers import SAMPLERS, find_sampler, is_flow, samplers_of
from yingxi.film.errors import UsageError


@pytest.mark.parametrize("name", ["sd", "wan", "ltx", "flux"])
def test_every_sampler_of_a_family_makes_a_picture(name, make, shoot):
    pipe, _ = make(name)
    made = {}
    for sampler in samplers_of(pipe.scheduler):
        knobs = {"shift": 2.0} if sampler == "heun" and is_flow(pipe.scheduler) else {}
        made[sampler] = shoot(make(name), sampler=sampler, **knobs)
        assert made[sampler].isfinite().all()
    assert len(made) == (6 if is_flow(pipe.scheduler) else 12)
    different = {one.numpy().tobytes() for one in made.values()}
    assert len(different) == len(made)


def test_good_samplers_agree_when_there_are_many_steps(make, shoot):
    """With ever more steps all solvers of one equation come to the same picture."""
    reference = shoot(make("ltx"), sampler="euler", steps=40, shift=2.0)
    for sampler in ("dpm++2m", "unipc"):
        near = (shoot(make("ltx"), sampler=sampler, steps=40, shift=2.0) - reference).std()
        far = (shoot(make("ltx"), sampler=sampler, steps=40, shift=2.0, seed=6) - reference).std()
        assert near < 0.15 * far, sampler


def test_wrong_samplers_are_named(make, shoot):
    with pytest.raises(UsageError, match=r"unknown sampler 'eular'; did you mean 'euler'"):
        shoot(make("sd"), sampler="eular")
    with pytest.raises(
        UsageError, match=r"'ddim' does not work on flow-matching models; allowed: euler, heun"
    ):
        shoot(make("wan"), sampler="ddim")
    with pytest.raises(UsageError, match=r"'heun' knows no shift by picture size; set noise.shift too"):
        shoot(make("flux"), sampler="heun")


def test_a_scheduler_of_its_own_kind_keeps_its_sampler():
    from diffusers import CogVideoXDDIMScheduler

    scheduler = CogVideoXDDIMScheduler()
    assert samplers_of(scheduler) == ()
    with pytest.raises(
        UsageError, match=r"does not work on models of CogVideoXDDIMScheduler; allowed: only their own"
    ):
        find_sampler(scheduler, "euler")


def test_each_sampler_names_real_schedulers():
    import diffusers

    for sampler in SAMPLERS.values():
        for name in (sampler.flow, sampler.noise):
            assert not name or hasattr(diffusers, name)
        assert all(sampler.words)
