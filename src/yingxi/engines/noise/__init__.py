"""The noise room: what a person adjusts on a diffusion model, on every pipeline through one hook."""

from yingxi.engines.noise.attach import Attached, attach
from yingxi.engines.noise.recipe import (
    KNOBS,
    NoiseRecipe,
    check_recipe,
    read_knob,
    recipe_from,
    recipe_words,
    turned,
)
from yingxi.engines.noise.samplers import SAMPLERS, samplers_of

__all__ = [
    "KNOBS",
    "SAMPLERS",
    "Attached",
    "NoiseRecipe",
    "attach",
    "check_recipe",
    "read_knob",
    "recipe_from",
    "recipe_words",
    "samplers_of",
    "turned",
]
