"""The recipe as a person writes it."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingxi.engines.noise import (
    KNOBS,
    NoiseRecipe,
    check_recipe,
    read_knob,
    recipe_from,
    recipe_words,
    turned,
)
from yingxi.engines.noise.recipe import RANGES, settled
from yingxi.film.errors import UsageError


def test_a_recipe_survives_yaml():
    recipe = NoiseRecipe(seed=3, blend_seed=4, blend=0.25, sampler="euler", sigmas=(1.0, 0.5), churn=0.5)
    assert recipe_from(yaml.safe_load(yaml.safe_dump(turned(recipe)))) == recipe


def test_an_idle_recipe_says_nothing():
    assert turned(NoiseRecipe()) == {}
    assert recipe_words(NoiseRecipe(guidance_curve=(7, 5, 1))) == {"noise.guidance_curve": "7/5/1"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"blend": 1.5}, "noise.blend is 1.5; allowed: 0 to 1"),
        ({"gudance": 4}, "unknown noise knob 'gudance'; did you mean 'guidance'?"),
        ({"steps": 3.5}, "noise.steps must be a whole number, got 3.5"),
        ({"churn": "much"}, "noise.churn must be a number, got 'much'"),
        ({"detail": float("nan")}, "noise.detail must be a number, got nan"),
        ({"sampler": 3}, "noise.sampler must be a word, got 3"),
        ({"schedule": "karas"}, "unknown noise schedule 'karas'; did you mean 'karras'?"),
        ({"sigmas": [0.1, 0.5]}, "noise.sigmas must fall from step to step and stay above 0, got 0.1, 0.5"),
        ({"sigmas": "1/0.5"}, "noise.sigmas must be a list of numbers, got '1/0.5'"),
        ({"sigmas": [1, 0.5], "steps": 3}, "noise.sigmas has 2 values, noise.steps is 3; leave one out"),
        ({"sigmas": [1, 0.5], "shift": 3.0}, "noise.sigmas is the whole curve"),
        ({"guidance_curve": [1, 0.5]}, "noise.guidance_curve never rises over 1"),
        ({"guidance_curve": [5, 1], "guidance": 3.0}, "both say the guidance"),
        ({"save_state": "a"}, "say after how many steps"),
        ({"seed": True}, "noise.seed must be a whole number, got True"),
    ],
)
def test_a_mistake_is_named(values, said):
    with pytest.raises(UsageError) as error:
        recipe_from(values)
    assert said in str(error.value)


def test_knobs_are_read_from_the_command_line():
    assert read_knob("guidance_curve", "7/5/1") == (7.0, 5.0, 1.0)
    assert read_knob("seed", "12") == 12
    assert read_knob("churn", "0.5") == 0.5
    assert read_knob("sampler", "heun") == "heun"
    with pytest.raises(UsageError, match=r"noise.steps must be a number \(curves: 7/5/1\), got 'few'"):
        read_knob("steps", "few")
    with pytest.raises(UsageError, match=r"unknown noise knob 'sed'; did you mean 'seed'?"):
        read_knob("sed", "1")


@given(name=st.sampled_from(sorted(KNOBS)), text=st.text(max_size=12))
def test_any_text_for_a_knob_is_a_value_or_a_complaint(name, text):
    with suppress(UsageError):
        value = read_knob(name, text)
        assert check_recipe(NoiseRecipe(**{name: value})) == NoiseRecipe(**{name: value})


def test_each_knob_has_words_and_each_number_a_range():
    names = set(NoiseRecipe.__dataclass_fields__)
    assert set(KNOBS) == names - {"save_state", "resume"}
    words = {"sampler", "schedule", "region", "save_state", "resume"}
    assert set(RANGES) == names - words


def test_the_shot_gives_the_seed_where_the_recipe_has_none():
    assert settled(NoiseRecipe(), 7).seed == 7
    assert settled(NoiseRecipe(seed=0), 7).seed == 0
    assert settled(NoiseRecipe(seed=3, blend_seed=4, blend=1.0), 7) == NoiseRecipe(seed=4)
