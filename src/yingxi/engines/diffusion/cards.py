"""Model cards: what is known of each model family, as data files with the source of every fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from yingxi.engines.capabilities import Control, Grid, Terms
from yingxi.film.errors import UsageError, unknown
from yingxi.film.terms import Language

Kind = Literal["video", "image"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Distilled:
    """A LoRA that lets the model paint in few steps: its hub id, the steps and guidance it was made for.

    `scheduler` are the settings of the scheduler that it was trained with. Where a model has two
    painters, the file whose name says `low` is for the second.
    """

    lora: str
    steps: int
    guidance: float
    scheduler: Mapping[str, float | None] = field(default_factory=dict)

    def is_among(self, loras: tuple[str, ...]) -> bool:
        """Whether one of these is it: by its hub id or by its name in a path."""
        name = self.lora.rpartition("/")[2].lower()
        return any(name in one.lower() for one in loras)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCard:
    """How to ask one model well.

    `classes` are pipeline classes by task; those in `shared` run on one and the same folder, the others
    need weights of their own. `needs` are Python modules that its pipelines import beside diffusers.
    `hubs` are the hub ids that the card is about. Sizes are (width, height) in pixels in steps of `step`,
    `frames` and `longest` in frames on `grid`, `fps` what it was trained at (0: any), `steps` and
    `guidance` its authors' own, `draft_steps` ours. `prompt` are the languages that it reads, the best
    first. `controls` are the pictures that may steer it and `references` how many it takes. `memory` are
    rows of published figures. `sources` says where each fact was read, by field; `unconfirmed` names the
    fields that are a guess of ours, or whose source could not be read itself: lists show them.
    """

    id: str
    name: str
    kind: Kind
    classes: Mapping[str, str]
    shared: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    sizes: tuple[tuple[int, int], ...]
    step: int = 16
    grid: Grid = field(default_factory=Grid)
    frames: int = 1
    longest: int = 0
    fps: int = 0
    steps: int
    draft_steps: int = 0
    guidance: float | None = None
    arguments: Mapping[str, float] = field(default_factory=dict)
    prompt: tuple[Language, ...] = ("en",)
    negative: Mapping[str, str] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    references: int = 0
    sound: bool = False
    terms: Terms = field(default_factory=lambda: Terms(licence="unknown"))
    memory: tuple[Mapping[str, str], ...] = ()
    distilled: Distilled | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[str, ...]:
        """What it can do, such as `text to video`."""
        return tuple(self.classes)

    def reads(self, language: Language) -> Language:
        """The language to write prompts in: the film's where the model reads it as well as any."""
        return language if language in self.prompt else self.prompt[0]


@cache
def model_cards() -> Mapping[str, ModelCard]:
    """All cards by id."""
    folder = files("yingxi.engines.diffusion").joinpath("cards")
    found = (
        read_card(entry.read_text("utf-8"), entry.name)
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    )
    return MappingProxyType({card.id: card for card in sorted(found, key=lambda card: card.id)})


def read_card(text: str, name: str) -> ModelCard:
    """A card from YAML; UsageError says which field is wrong."""
    import yaml
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    data = yaml.safe_load(text)
    if not isinstance(data, dict) or data.pop("schema", "") != "model-card.1":
        raise UsageError(
            f"{name}: not a model card; its first line must be 'schema: model-card.1'",
            zh=f"{name}：不是模型卡；第一行应是 'schema: model-card.1'",
        )
    try:
        reader: TypeAdapter[tuple[ModelCard]] = TypeAdapter(
            tuple[ModelCard], config=ConfigDict(extra="forbid")
        )
        card = reader.validate_python((data,))[0]
    except ValidationError as error:
        first: Any = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise UsageError(
            f"{name}: {place}: {first['msg']}",
            zh=f"{name}：{place}：{first['msg']}",
        ) from error
    for one in card.unconfirmed:
        if one not in card.sources:
            raise UsageError(
                f"{name}: unconfirmed names '{one}', which has no source",
                zh=f"{name}：unconfirmed 里的“{one}”没有来源",
            )
    return card


def card_named(name: str) -> ModelCard:
    """The card of that id; UsageError names the nearest."""
    if name not in model_cards():
        raise unknown("model card", name, model_cards(), "docs/engines/diffusion.md", zh="模型卡")
    return model_cards()[name]


def card_of(model: str, pipeline: str, name: str = "") -> ModelCard | None:
    """The card that is about this model: by name, by hub id, else by the only one with its pipeline class."""
    if name:
        return card_named(name)
    wanted = model.lower().rstrip("/")
    for card in model_cards().values():
        if any(
            wanted == hub.lower() or wanted.endswith("/" + hub.lower().split("/")[-1]) for hub in card.hubs
        ):
            return card
    fitting = [card for card in model_cards().values() if pipeline in card.classes.values()]
    return fitting[0] if len(fitting) == 1 else None
