"""What is known before anything is loaded: cards, folders, memory plans, sizes, prompts. No torch needed."""

import json
import struct
from dataclasses import replace
from itertools import pairwise

import pytest
from small_boards import board_of, shot_of

from yingxi.engines import find_engine, read_settings
from yingxi.engines.diffusion.cards import ModelCard, card_of, model_cards, read_card
from yingxi.engines.diffusion.folder import find_folder, read_folder
from yingxi.engines.diffusion.memory import MemoryPlan, Need, Room, choose_plan, list_plans, step_down
from yingxi.engines.diffusion.planning import fitted, painted_size, spread
from yingxi.engines.diffusion.prompting import write_prompt
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.weights import count_tensors
from yingxi.film import Subject
from yingxi.film.errors import UsageError

GB = 10**9
WANTED = (
    "wan-2.2-ti2v-5b", "wan-2.2-a14b", "wan-vace", "ltx-2", "hunyuanvideo-1.5", "cosmos3", "cogvideox",
    "z-image", "qwen-image", "flux.2-klein", "sdxl",
)  # fmt: skip


def save_tensors(path, **shapes):
    """A safetensors file of zeros in bfloat16."""
    header, at = {}, 0
    for name, shape in shapes.items():
        size = 2
        for side in shape:
            size *= side
        header[name.replace("__", ".")] = {"dtype": "BF16", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(at))
    return path


FACTS = (
    "classes", "sizes", "step", "grid", "frames", "longest", "fps", "steps", "guidance", "arguments",
    "prompt", "negative", "controls", "references", "sound", "terms", "memory", "distilled",
)  # fmt: skip


def test_every_family_that_was_asked_for_has_a_card():
    assert set(WANTED) <= set(model_cards())


@pytest.mark.parametrize("name", model_cards())
def test_every_card_says_where_each_fact_is_from(name):
    card = model_cards()[name]
    plain = ModelCard(id="", name="", kind=card.kind, classes={}, sizes=(), steps=0)
    stated = [one for one in FACTS if getattr(card, one) != getattr(plain, one) or one in ("step", "prompt")]
    assert [one for one in stated if one not in card.sources] == []
    assert set(card.unconfirmed) <= set(stated) & set(card.sources)
    assert set(card.shared) <= set(card.classes.values())
    assert all(side % card.step == 0 for size in card.sizes for side in size)
    assert card.kind == "image" or (card.frames - card.grid.plus) % card.grid.each == 0
    assert card.kind == "image" or (card.longest - card.grid.plus) % card.grid.each == 0


@pytest.mark.parametrize("word", ["frames", "draft_step"])
def test_an_unconfirmed_field_must_be_one_that_is_stated(word):
    text = "schema: model-card.1\nid: a\nname: a\nkind: image\nclasses: {}\nsizes: []\nsteps: 4\n"
    with pytest.raises(UsageError, match=f"a.yaml: unconfirmed names '{word}', which has no source"):
        read_card(f"{text}unconfirmed: [{word}]\n", "a.yaml")


def test_licences_that_exclude_territories_are_known():
    assert model_cards()["hunyuanvideo-1.5"].terms.excluded == ("EU", "GB", "KR")


def test_cards_are_found_by_hub_id_by_folder_name_and_by_their_only_class():
    assert card_of("Wan-AI/Wan2.2-TI2V-5B-Diffusers", "WanPipeline").id == "wan-2.2-ti2v-5b"
    assert card_of("/models/Wan2.2-TI2V-5B-Diffusers", "WanPipeline").id == "wan-2.2-ti2v-5b"
    assert card_of("/models/mine", "LTX2Pipeline").id == "ltx-2"
    assert card_of("/models/mine", "WanPipeline") is None
    assert card_of("/models/mine", "WanPipeline", "wan-2.2-a14b").id == "wan-2.2-a14b"
    with pytest.raises(UsageError, match="did you mean 'wan-vace'"):
        card_of("x", "WanPipeline", "wan-vase")


def test_a_card_with_a_mistake_names_the_field():
    with pytest.raises(UsageError, match=r"card\.yaml: steps"):
        read_card(
            "schema: model-card.1\nid: a\nname: a\nkind: video\nclasses: {}\nsizes: []\nsteps: many",
            "card.yaml",
        )


def test_weights_are_counted_from_headers(tmp_path):
    path = save_tensors(
        tmp_path / "a.safetensors", blocks__0__w=[4, 8], blocks__1__w=[4, 8], blocks__1__b=[8], out=[3]
    )
    counted = count_tensors((path,))
    assert (counted.numbers, counted.block, counted.stored) == (75, 40, 150)
    assert counted.bytes_at(4) == 300


def test_a_folder_without_an_index_is_no_model(tmp_path):
    with pytest.raises(UsageError, match="is no diffusers model"):
        read_folder(tmp_path)
    with pytest.raises(UsageError, match="neither a folder"):
        find_folder("nowhere")
    with pytest.raises(UsageError, match="needs a model"):
        find_folder("")


NEED = Need(weights=40 * GB, largest=28 * GB, block=GB // 2, painter=28 * GB, working=8 * GB, tiled=4 * GB)


@pytest.mark.parametrize(
    ("gpu", "ram", "plan"),
    [(80, 200, "resident"), (50, 200, "tiled"), (40, 200, "offload"), (16, 200, "stream"), (24, 50, "fp8")],
)
def test_the_fastest_plan_that_fits_is_chosen(gpu, ram, plan):
    room = Room(device="cuda", gpu=gpu * GB, ram=ram * GB, gpu_name="card")
    assert choose_plan(NEED, room, 2).name == plan


def test_no_plan_fits_says_the_figures():
    with pytest.raises(
        UsageError, match=r"no memory plan fits: the least, \w+, takes .* free are 2\.0 and 4\.0 GB"
    ):
        choose_plan(NEED, Room(device="cuda", gpu=2 * GB, ram=4 * GB), 2)
    with pytest.raises(UsageError, match="unknown memory plan 'stream'"):
        choose_plan(NEED, Room(device="cpu", ram=90 * GB), 4, "stream")


def test_each_plan_takes_no_more_gpu_than_the_one_before_and_the_last_has_no_next():
    room = Room(device="cuda", gpu=80 * GB, ram=200 * GB)
    plans = list(list_plans(NEED, room, 2))
    assert [plan.name for plan in plans] == ["resident", "tiled", "offload", "stream", "fp8"]
    assert all(after.gpu <= before.gpu for before, after in pairwise(plans[:4]))
    assert step_down(plans[0], NEED, room, 2) == plans[1]
    assert step_down(plans[-1], NEED, room, 2) is None


def test_a_plan_is_said_in_one_line():
    room = Room(device="cuda", gpu=24 * GB, ram=64 * GB, gpu_name="RTX 4090")
    said = MemoryPlan(name="stream", gpu=6 * GB, ram=30 * GB).said(room)
    assert said == "memory plan stream: 6.0 of 24.0 GB on RTX 4090, 30.0 of 64.0 GB of RAM"


@pytest.mark.parametrize(
    ("film", "card", "size"),
    [
        ((1920, 1080), "wan-2.2-ti2v-5b", (1280, 704)), ((1080, 1920), "wan-vace", (480, 848)),
        ((480, 270), "ltx-2", (480, 256)), ((1024, 1024), "z-image", (1024, 1024)),
    ],
)  # fmt: skip
def test_the_painted_size_keeps_the_films_shape_on_the_models_steps(film, card, size):
    assert painted_size(model_cards()[card], DiffusionSettings(), film) == size


def test_frames_painted_slower_are_held(tmp_path):
    import numpy as np

    frames = [np.full((2, 2, 3), at, np.uint8) for at in range(16)]
    shown = [int(frame[0, 0, 0]) for frame in spread(frames, 16, 24, 24)]
    assert shown == [at * 16 // 24 for at in range(24)]
    assert fitted(np.zeros((80, 128, 3), np.uint8), (128, 72)).shape == (72, 128, 3)


def test_prompts_are_in_the_language_that_the_model_reads():
    shot = shot_of(1, description="江上一只小船", place="江", set="river", move="push_in",
                   subjects=(Subject(words="小船", asset="small_boat"), Subject(words="嫦娥")))  # fmt: skip
    board = board_of(shot, language="zh")
    own = write_prompt(shot, board, "zh")
    assert own.text.startswith("江上一只小船，")
    assert "镜头推近" in own.text
    english = write_prompt(shot, board, "en")
    assert "boat" in english.text
    assert "sunset" in english.text
    assert english.foreign == ("嫦娥",)
    assert model_cards()["ltx-2"].reads("zh") == "en"
    assert model_cards()["wan-vace"].reads("zh") == "zh"


def test_options_are_checked_by_name_and_value():
    engine = find_engine("diffusion")
    with pytest.raises(UsageError, match="did you mean 'steps'"):
        read_settings(engine, {"step": 3})
    with pytest.raises(UsageError, match="fast"):
        read_settings(engine, {"fast": "very"})
    read = read_settings(
        engine, {"steer": {"depth": {"strength": 0.5, "stop": 0.6}}, "noise": {"churn": 0.1}}
    )
    assert read.steer["depth"].stop == 0.6
    assert replace(read, steps=3).noise.churn == 0.1


def test_without_a_model_or_torch_the_engine_says_what_it_lacks():
    (lack,) = find_engine("diffusion").lacks(DiffusionSettings())
    assert "not installed" in lack.what[1] or "needs a model" in lack.what[1]
