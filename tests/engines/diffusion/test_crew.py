"""Several processes paint one take together: on the CPU over gloo, as over NCCL on GPUs."""

import os
import signal

import numpy as np
import pytest

from yingxi.film.errors import UsageError, YingxiError


@pytest.fixture(autouse=True)
def nobody_is_left():
    yield
    from yingxi.engines.diffusion.warm import let_go

    let_go()


def crew_of():
    from yingxi.engines.diffusion.warm import _held

    return _held[0].crew


def test_two_processes_paint_what_one_paints(models, studio):
    alone = studio(model=models("wan"), previs=False)
    together = studio(model=models("wan"), previs=False, device="cpu", gpus=2, take=2)
    one, two = (np.stack(studio.frames(take)).astype(int) for take in (alone, together))
    assert np.abs(one - two).max() <= 2
    assert together.recipe["faster_by"] == "2 processes together (ulysses)"
    assert together.recipe["reproducible"] == "not to the bit"
    assert together.recipe["expected_cost"].startswith("split over GPUs")
    assert crew_of().jobs[0].running(), "the other process stays warm"
    another = studio(model=models("wan"), previs=False, device="cpu", gpus=2, prompt="a red boat", take=3)
    assert (studio.folder / another.media).read_bytes() != (studio.folder / together.media).read_bytes()


def test_cancelling_ends_the_others_too(models, studio):
    from yingxi.engines.diffusion import warm

    class CancelledError(Exception):
        """What a farm raises."""

    crews = []

    def stop(done, total, note=""):
        if note == "paint":
            crews.append(crew_of())
            raise CancelledError

    studio.hear = stop
    with pytest.raises(CancelledError):
        studio(model=models("wan"), previs=False, device="cpu", gpus=2)
    (crew,) = crews
    assert crew.jobs[0].done()
    assert not crew.post.place.exists()
    assert warm._held == [], "a model whose group is broken is loaded anew"


def test_a_process_that_dies_is_named(models, studio):
    studio(model=models("wan"), previs=False, device="cpu", gpus=2, steps=1)
    crew = crew_of()
    (job,) = crew.farm._running.values()
    os.kill(job.worker.pid, signal.SIGKILL)
    crew.jobs[0].exception(timeout=60)
    with pytest.raises(YingxiError, match="one of the GPUs' processes ended"):
        studio(model=models("wan"), previs=False, device="cpu", gpus=2, steps=1, take=2)


@pytest.mark.parametrize(
    ("model", "asked", "line"),
    [
        ("cogvideox", {}, "cannot share CogVideoX out over GPUs; it can Wan"),
        ("modular", {}, "cannot share"),
        ("wan", {"gpus": 3}, "the model's 2 heads cannot be shared out so; take fewer"),
        ("wan", {"size": "80x48"}, "2 heads and 15 tokens a frame do not share out evenly"),
        ("wan", {"split": "ring"}, "split: ring needs NVIDIA GPUs"),
        ("wan", {"memory": "fp8"}, "the whole model must fit each GPU, but here the plan is fp8"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(models, studio, model, asked, line):
    with pytest.raises(UsageError, match=line):
        studio(model=models(model), previs=False, device="cpu", **{"gpus": 2, **asked})
