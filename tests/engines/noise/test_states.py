"""Stop early, look, go on: bit for bit the run that was never stopped."""

import pytest

from yingxi.film.errors import UsageError

CASES = [
    ("sd", {}),
    ("sd", {"sampler": "dpm++2m-sde"}),
    ("sd", {"sampler": "lms"}),
    ("ddim", {"churn": 0.5}),
    ("wan", {}),
    ("wan", {"sampler": "euler", "churn": 0.5, "blend": 0.4, "blend_seed": 9}),
    ("wan", {"guidance_curve": (6.0, 2.0), "detail": 0.2}),
    ("ltx", {"sampler": "dpm++2m"}),
    ("flux", {"churn": 0.3}),
    ("painter", {"strength": 0.75, "steps": 8}),
]


@pytest.mark.parametrize(("name", "knobs"), CASES)
def test_stop_and_go_on_equals_an_uninterrupted_run(name, knobs, make, shoot, tmp_path):
    knobs = {"steps": 6, **knobs}
    whole = shoot(make(name), **knobs)
    state = str(tmp_path / "state.safetensors")
    early = shoot(make(name), **knobs, stop_after=3, save_state=state)
    assert early.isfinite().all()
    assert not early.equal(whole)
    assert shoot(make(name), **knobs, resume=state).equal(whole)
    assert shoot(make(name), **knobs).equal(whole)


def test_models_rest_in_the_steps_that_are_skipped(make, shoot, tmp_path):
    pipe, _ = make("wan")
    calls, plain = [], pipe.transformer.forward

    def counted(*args, **kwargs):
        calls.append(1)
        return plain(*args, **kwargs)

    pipe.transformer.forward = counted
    try:
        knobs, state = {"steps": 8}, str(tmp_path / "state.safetensors")
        shoot(make("wan"), **knobs)
        whole = len(calls)
        shoot(make("wan"), **knobs, stop_after=3, save_state=state)
        early = len(calls) - whole
        shoot(make("wan"), **knobs, resume=state)
        late = len(calls) - whole - early
    finally:
        del pipe.transformer.forward
    assert (whole, early, late) == (16, 6, 12)


def test_stopping_early_shows_the_picture_as_the_model_guesses_it(make, shoot):
    """At the last step the guess is the film itself."""
    whole = shoot(make("ltx"), steps=4)
    assert shoot(make("ltx"), steps=4, stop_after=4).allclose(whole, atol=1e-5)


def test_a_state_belongs_to_its_run(make, shoot, tmp_path):
    state = str(tmp_path / "state.safetensors")
    shoot(make("sd"), stop_after=2, save_state=state)
    with pytest.raises(UsageError, match=r"noise.resume: the state was made with other values of seed"):
        shoot(make("sd"), seed=6, resume=state)
    with pytest.raises(UsageError, match=r"other values of churn, sampler"):
        shoot(make("sd"), resume=state, sampler="dpm++2m", churn=0.2)
    with pytest.raises(
        UsageError, match=r"stands in a run of 4 steps of EulerDiscreteScheduler, this one has 4 of DDIM"
    ):
        shoot(make("ddim"), resume=state)
    with pytest.raises(UsageError, match=r"noise.stop_after is 9; the run has 4 steps"):
        shoot(make("sd"), stop_after=9)


def test_what_is_no_state_is_named(make, shoot, tmp_path):
    with pytest.raises(UsageError, match=r"there is no file 'none'"):
        shoot(make("sd"), resume="none")
    (tmp_path / "torn").write_bytes(b"\x01" * 40)
    with pytest.raises(UsageError, match=r"cannot be read as a state"):
        shoot(make("sd"), resume=str(tmp_path / "torn"))
