"""The person's local folders of weights: what they hold, under which licence, whether they are as added."""

from yingxi.engines.models.register import (
    Model,
    Models,
    add_model,
    find_model,
    forget_model,
    known_models,
    state_of,
)
from yingxi.engines.models.weights import Weights, read_header, refuse_pickles, weights_in

__all__ = [
    "Model",
    "Models",
    "Weights",
    "add_model",
    "find_model",
    "forget_model",
    "known_models",
    "read_header",
    "refuse_pickles",
    "state_of",
    "weights_in",
]
