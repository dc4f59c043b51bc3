"""The model cards against the installed diffusers: classes, size steps, frame grids of their own checks."""

import inspect
import warnings
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from yingxi.engines.diffusion.cards import model_cards

pytestmark = pytest.mark.diffusion
diffusers = pytest.importorskip("diffusers", reason="pip install 'yingxi[diffusion]' brings diffusers")
CLASSES = sorted({(card.id, kind) for card in model_cards().values() for kind in card.classes.values()})


def class_of(name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(diffusers, name)


def vae_of(pipeline: Any) -> Any:
    """The codec class that a pipeline is made with, by its own annotation."""
    named = inspect.signature(pipeline.__init__).parameters["vae"].annotation
    if not isinstance(named, str):
        return named
    return getattr(diffusers, named.split("|")[0].strip().strip("'"), None)


def factor_of(vae: Any, *names: str) -> int:
    """A factor of the codec as it is made without arguments; 0 where it states none."""
    given = inspect.signature(vae.__init__).parameters
    return next((int(given[name].default) for name in names if name in given and given[name].default), 0)


def checks_size(pipeline: Any) -> bool:
    """Whether the pipeline has a check of its own that is told the size."""
    check = getattr(pipeline, "check_inputs", None)
    return check is not None and {"width", "height"} <= set(inspect.signature(check).parameters)


def refuses(pipeline: Any, width: int, height: int, log: pytest.LogCaptureFixture) -> bool:
    """Whether the pipeline's own check refuses a size, or warns of it, for what it is not divisible by."""
    stub = SimpleNamespace(
        vae_scale_factor=8, vae_scale_factor_spatial=8, vae_scale_factor_temporal=4, transformer_2=None,
        transformer=SimpleNamespace(config=SimpleNamespace(patch_size=(1, 2, 2))), _callback_tensor_inputs=[],
        config=SimpleNamespace(boundary_ratio=None, expand_timesteps=False),
    )  # fmt: skip
    given = {"prompt": "a", "width": width, "height": height, "image": Image.new("RGB", (64, 64))}
    wanted = inspect.signature(pipeline.check_inputs).parameters
    filled = {
        name: given.get(name) for name, one in wanted.items() if one.default is one.empty or name in given
    }
    log.clear()
    try:
        pipeline.check_inputs(**{**filled, "self": stub})
    except (ValueError, TypeError, AttributeError) as error:
        return "divisible" in str(error) or "divisible" in log.text
    return "divisible" in log.text


@pytest.mark.parametrize(("card", "name"), CLASSES)
def test_every_class_of_a_card_exists_and_takes_what_the_card_says(card, name):
    accepted = set(inspect.signature(class_of(name).__call__).parameters)
    known = model_cards()[card]
    assert {"prompt", "num_inference_steps"} <= accepted
    assert set(known.arguments) <= accepted
    if known.kind == "video" and "VideoToVideo" not in name:
        assert "num_frames" in accepted
    if known.negative:
        assert "negative_prompt" in accepted


CHECKED = [one for one in CLASSES if checks_size(class_of(one[1]))]
VIDEO = [one for one in CLASSES if model_cards()[one[0]].kind == "video"]


@pytest.mark.parametrize(("card", "name"), CHECKED)
def test_the_sizes_of_a_card_pass_the_classs_own_check(card, name, caplog):
    pipeline, known = class_of(name), model_cards()[card]
    assert not any(refuses(pipeline, *size, caplog) for size in known.sizes)
    steps = (1, 2, 4, 8, 16, 32, 64)
    least = next(step for step in steps if not refuses(pipeline, step * 33, step * 33, caplog))
    assert known.step % least == 0, f"{name} wants steps of {least}"


@pytest.mark.parametrize(("card", "name"), VIDEO)
def test_the_frame_grid_of_a_card_is_a_multiple_of_its_codecs(card, name):
    vae, known = vae_of(class_of(name)), model_cards()[card]
    each = factor_of(vae, "scale_factor_temporal", "temporal_compression_ratio")
    if not each:
        pytest.skip("the codec class states no factor of time")
    assert known.grid.each % each == 0
    assert known.grid.plus == 1


def test_most_classes_check_their_sizes(caplog):
    checking = [name for _, name in CHECKED if refuses(class_of(name), 33, 33, caplog)]
    assert len(checking) >= 16, f"else the check above proves little: {checking}"
