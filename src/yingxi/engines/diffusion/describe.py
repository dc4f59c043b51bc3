"""What a model can do here: its folder, its card (or what its configuration tells), its pipelines' ways."""

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from yingxi.engines.capabilities import Capabilities, Control, Grid, Input, Machine, Terms
from yingxi.engines.diffusion.cards import ModelCard, card_of
from yingxi.engines.diffusion.families import Ways, ways_of
from yingxi.engines.diffusion.folder import (
    CLASSIC,
    MODULAR,
    Component,
    ModelFolder,
    find_folder,
    read_json,
)
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.signatures import class_accepts, modular_accepts

SMALLEST, LARGEST = (64, 64), (7680, 4320)
"""Sizes of the take; what the model paints smaller is enlarged, which the take says."""

EVERY_INPUT: tuple[Input, ...] = ("negative", "start", "end", "video", "references")
EVERY_CONTROL: tuple[Control, ...] = ("depth", "normals", "edges", "masks", "flow", "colour")


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A model folder with what is known of it. `pipelines` are the classes that can run it and their ways."""

    folder: ModelFolder
    card: ModelCard
    pipelines: dict[str, tuple[Ways, frozenset[str]]]
    known: bool

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every input that one of its pipelines takes."""
        taken = {one for ways, _ in self.pipelines.values() for one in ways.inputs}
        if any("negative_prompt" in accepted for _, accepted in self.pipelines.values()):
            taken.add("negative")
        return tuple(one for one in EVERY_INPUT if one in taken)

    @property
    def controls(self) -> tuple[Control, ...]:
        """Every control picture that one of its pipelines takes."""
        taken = {one for ways, _ in self.pipelines.values() for one in ways.controls}
        return tuple(one for one in EVERY_CONTROL if one in taken)


def describe(settings: DiffusionSettings) -> Described:
    """The model of these settings. UsageError for one that is not there or is no diffusers model."""
    folder = find_folder(settings.model, settings.allow_pickle, settings.fetch)
    index = next(
        path
        for name in ("model_index.json", "modular_model_index.json")
        if (path := folder.path / name).is_file()
    )
    return _describe(settings.model, settings.card, settings.allow_pickle, index.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _describe(model: str, card: str, allow_pickle: bool, modified: int) -> Described:
    """The description of a model in one state of its index."""
    folder = find_folder(model, allow_pickle)
    known = card_of(model, folder.pipeline, card)
    pipelines = {
        name: (as_built(ways_of(name, accepted), folder), accepted)
        for name, accepted in accepted_by(folder, known).items()
    }
    return Described(
        folder=folder,
        card=known or guess_card(folder, pipelines),
        pipelines=pipelines,
        known=known is not None,
    )


def as_built(ways: Ways, folder: ModelFolder) -> Ways:
    """The ways that these weights were built for, not only their pipeline class.

    A Wan that sees its start frame through an image encoder sees an end frame only with positions for two
    pictures (`pos_embed_seq_len`: the FLF2V weights); those without an encoder take both as latents.
    """
    painter = folder.painter
    seen = painter is not None and painter.kind.startswith("Wan") and painter.config.get("image_dim")
    if not seen or painter is None or painter.config.get("pos_embed_seq_len"):
        return ways
    return replace(ways, inputs=tuple(one for one in ways.inputs if one != "end"))


def accepted_by(folder: ModelFolder, card: ModelCard | None) -> dict[str, frozenset[str]]:
    """The pipeline classes that run this folder, its own first, and the arguments of each."""
    if folder.modular:
        return {folder.pipeline: modular_accepts(folder.blocks)}
    shared = card.shared if card is not None and folder.pipeline in card.shared else ()
    names = dict.fromkeys((folder.pipeline, *shared))
    return {name: class_accepts(name) for name in names}


def guess_card(folder: ModelFolder, pipelines: dict[str, tuple[Ways, frozenset[str]]]) -> ModelCard:
    """What the configuration files tell of a model that has no card: grid, steps of size, kind."""
    accepted = pipelines[folder.pipeline][1]
    is_video = bool({"num_frames", "frames", "video_length"} & accepted) or "Video" in folder.pipeline
    each = temporal_factor(folder.codec)
    step = spatial_factor(folder.codec) * patch_side(folder.painter)
    return ModelCard(
        id="",
        name=folder.path.name,
        kind="video" if is_video else "image",
        classes={task: folder.pipeline for task in tasks_of(pipelines[folder.pipeline][0], is_video)},
        sizes=((832, 480), (480, 832)) if is_video else ((1024, 1024), (1344, 768), (768, 1344)),
        step=step,
        grid=Grid(each=each, plus=1) if is_video else Grid(),
        frames=81 if is_video else 1,
        longest=20 * each + 1 if is_video else 0,
        steps=30,
        draft_steps=12,
        prompt=("en", "zh") if folder.component("text_encoder") else ("en",),
        sound=folder.component("vocoder", "audio_vae") is not None,
    )


def tasks_of(ways: Ways, is_video: bool) -> tuple[str, ...]:
    """What a pipeline does, told from what it takes."""
    made = "video" if is_video else "image"
    found = [] if ways.needs_start else [f"text to {made}"]
    found += [f"image to {made}"] if "start" in ways.inputs else []
    found += ["first and last frame to video"] if "end" in ways.inputs else []
    found += [f"{made} to {made}"] if ways.over else []
    found += [f"control to {made}"] if ways.controls else []
    return tuple(found)


def temporal_factor(codec: Component | None) -> int:
    """How many frames the codec packs into one."""
    config = codec.config if codec is not None else {}
    for name in ("scale_factor_temporal", "temporal_compression_ratio"):
        if config.get(name):
            return int(config[name])
    halvings = config.get("temperal_downsample") or config.get("temporal_downsample")
    return 2 ** sum(map(bool, halvings)) if halvings else 4


def spatial_factor(codec: Component | None) -> int:
    """How many pixels of a side the codec packs into one."""
    config = codec.config if codec is not None else {}
    for name in ("scale_factor_spatial", "spatial_compression_ratio"):
        if config.get(name):
            return int(config[name])
    if config.get("temperal_downsample"):
        return int(2 ** len(config["temperal_downsample"]))
    return int(2 ** (len(config.get("block_out_channels", (0,) * 4)) - 1))


def patch_side(painter: Component | None) -> int:
    """How many latents of a side the painter takes together."""
    size = (painter.config if painter is not None else {}).get("patch_size") or 1
    return (
        int(size[-1] if isinstance(size, list | tuple) else size) if painter and painter.name != "unet" else 1
    )


def missing_modules(described: Described) -> tuple[str, ...]:
    """The Python modules that this model's pipelines import and this machine lacks.

    NVIDIA's guard is not missed where the folder itself turns it off (`enable_safety_checker`, Cosmos 3).
    """
    index = described.folder.path / (MODULAR if described.folder.modular else CLASSIC)
    unguarded = read_json(index).get("enable_safety_checker") is False
    needed = [name for name in described.card.needs if not (unguarded and name == "cosmos_guardrail")]
    return tuple(name for name in needed if find_spec(name) is None)


def capabilities_of(described: Described, settings: DiffusionSettings) -> Capabilities:
    """What this model can honour, for refusals, lists and the farm."""
    card, weights = described.card, sum(part.tensors.stored for part in described.folder.components)
    tasks = tuple(name for name, kind in card.classes.items() if kind in described.pipelines)
    video = card.kind == "video"
    has_gpu = which("nvidia-smi") is not None and settings.device != "cpu"
    return replace(
        THE_MOST,
        tasks=tasks or tuple(card.classes),
        shortest=1 + card.grid.each if video else 1,
        longest=card.longest if video else 0,
        grid=card.grid if video else Grid(),
        inputs=described.inputs,
        controls=described.controls,
        sound=card.sound,
        deterministic=settings.fast == "off" and not has_gpu,
        terms=card.terms if described.known else Terms(licence=licence_of(described.folder.path)),
        machine=Machine(
            memory_gb=round(weights / 1e9 + 2, 1),
            gpus=int(has_gpu) * settings.gpus,
            gpu_memory_gb=round(weights / 1e9, 1) if has_gpu else 0.0,
            at_once=1,
        ),
    )


def licence_of(path: Path) -> str:
    """The licence that the folder itself states."""
    from yingxi.engines.models.register import stated_licence

    return stated_licence(path) or "unknown"


THE_MOST = Capabilities(
    name="diffusion",
    tasks=(
        "text to video",
        "image to video",
        "first and last frame to video",
        "video to video",
        "control to video",
        "text to image",
        "control to image",
    ),
    smallest=SMALLEST,
    largest=LARGEST,
    step=2,
    inputs=EVERY_INPUT,
    controls=EVERY_CONTROL,
    sound=True,
    terms=Terms(licence="the model's own"),
    machine=Machine(memory_gb=8.0, at_once=1),
    needs=(
        (
            "pip install 'yingxi[diffusion]'（torch、diffusers）",
            "pip install 'yingxi[diffusion]' (torch, diffusers)",
        ),
        ("一个模型：本地文件夹或 hub id", "a model: a local folder or a hub id"),
        ("最好有 GPU；CPU 也行，很慢", "a GPU is best; a CPU will do, slowly"),
    ),
)
"""What the engine can do with the right model."""
