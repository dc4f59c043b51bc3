"""The person's own folder of models: each in a folder of its own with its card, hash and licence."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import unquote

from yingxi.art.asset import Habitat
from yingxi.art.own.container import Container, read_container
from yingxi.art.own.figures import Figure, figure_at
from yingxi.art.own.refusal import refused
from yingxi.art.words import language_of
from yingxi.film.errors import YingxiError, unknown
from yingxi.store import digest, file_digest, home, slug, write_bytes, write_text

Kind = Literal["prop", "cast"]
SCHEMA = "own_asset.1"
PREFIX = "own:"
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "cast/ground": ("stand", "walk", "run", "cross", "circle", "look"),
    "cast/water": ("sail", "swim", "stand", "circle"),
    "cast/underwater": ("swim", "circle", "rise"),
    "cast/sky": ("fly", "hover", "circle", "rise"),
    "cast/space": ("fly", "hover", "circle"),
    "cast/any": ("stand", "walk", "fly"),
    "prop/ground": ("stand", "drive", "cross", "rise"),
    "prop/water": ("sail", "stand"),
    "prop/underwater": ("stand", "swim", "rise"),
    "prop/sky": ("hover", "fly", "rise", "fall"),
    "prop/space": ("fly", "hover"),
    "prop/any": ("stand", "hover"),
}
"""What a being or a thing can be asked to do where it lives; the first unless the text says otherwise."""
_COMMAS = re.compile(r"[,，、;；\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What is known of one of a person's models. `size` is metres; `file` its name in its folder."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: Kind
    lives: Habitat
    file: str
    sha256: str
    size: tuple[float, float, float]
    triangles: tuple[int, ...]
    height: float | None = None
    turned: float = 0.0
    clips: tuple[str, ...] = ()
    licence: str = ""
    source: str = ""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return shelf_folder() / self.id.removeprefix(PREFIX)

    @property
    def path(self) -> Path:
        """Its model file."""
        return self.folder / self.file

    @property
    def actions(self) -> tuple[str, ...]:
        """What it can be asked to do."""
        return ACTIONS[f"{self.kind}/{self.lives}"]

    def figure(self) -> Figure:
        """It, ready to play; YingxiError when its file is gone or was changed since it was added."""
        if state_of(self) != "as added":
            raise YingxiError(
                f"the model {self.id} is gone or was changed since it was added; remove it and add it again",
                zh=f"模型 {self.id} 不在了，或加入之后被改过；请移除后重新加入",
            )
        semantic = "animal" if self.kind == "cast" else "wood"
        return figure_at(self.path, self.sha256, self.height, self.turned, semantic)


def shelf_folder() -> Path:
    """The folder of all models that the person added."""
    return home() / "art"


def state_of(card: Card) -> Literal["as added", "changed", "gone"]:
    """Whether its file is still what was added."""
    if not card.path.is_file():
        return "gone"
    return "as added" if file_digest(card.path) == card.sha256 else "changed"


def shelf_stamp() -> tuple[str, ...]:
    """Changes whenever a model is added or removed; cheap enough to be asked at every look-up."""
    folder = shelf_folder()
    return tuple(sorted(one.name for one in folder.iterdir())) if folder.is_dir() else ()


def cards() -> tuple[Card, ...]:
    """All models of the person, by id. YingxiError in one line for a card that cannot be read."""
    found = (folder / "asset.json" for folder in sorted(shelf_folder().glob("*")) if folder.is_dir())
    return tuple(_read_card(path) for path in found if path.is_file())


def _read_card(path: Path) -> Card:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        for name in ("zh", "en", "size", "triangles", "clips"):
            row[name] = tuple(row[name])
        return Card(**row)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise YingxiError(
            f"the card {path} cannot be read ({error}); remove its folder and add the model again",
            zh=f"卡片 {path} 读不了（{error}）；请删掉它的文件夹，重新加入模型",
        ) from error


def find_card(name: str) -> Card:
    """The card of a model by its id, with or without `own:`, or by one of its words."""
    known = {card.id: card for card in cards()}
    for card in known.values():
        if name.lower() in (
            card.id,
            card.id.removeprefix(PREFIX),
            *(w.lower() for w in (*card.zh, *card.en)),
        ):
            return card
    raise unknown("model of yours", name, known, "yingxi art list", zh="自己的模型")


def split_words(*texts: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Chinese and English words of comma-separated texts, in order."""
    words = [w.strip() for text in texts for w in _COMMAS.split(text) if w.strip()]
    zh = tuple(dict.fromkeys(word for word in words if language_of(word) == "zh"))
    return zh, tuple(dict.fromkeys(word.lower() for word in words if language_of(word) == "en"))


def add_card(
    path: Path,
    words: Sequence[str],
    *,
    lives: str = "ground",
    kind: str = "",
    height: float | None = None,
    turned: float = 0.0,
    licence: str = "",
) -> Card:
    """Look through a model file, put a copy of it on the shelf, and tell what it became.

    `words` are texts of comma-separated words; the first ones are its names. UsageError says in one line
    why a file or a wish cannot be taken. The same file with the same wishes is the same card again.
    """
    zh, en = split_words(*words)
    _check_wishes(zh, en, lives, kind, height)
    container = read_container(path)
    identity = file_digest(path)
    figure = figure_at(path, identity, height, turned, "animal" if kind == "cast" else "wood")
    sort = kind or ("cast" if figure.loops else "prop")
    key = digest("own", identity, _linked_digests(container), height, turned, lives, sort)[:6]
    card = Card(
        id=f"{PREFIX}{slug((en or zh)[0])}-{key}", zh=zh, en=en, kind="cast" if sort == "cast" else "prop",
        lives=lives,  # type: ignore[arg-type]  # checked above
        file="model" + path.suffix.lower(), sha256=identity, size=figure.size, height=height, turned=turned,
        triangles=tuple(version.triangles for version in figure.versions),
        clips=tuple(loop.clip.name for loop in figure.loops), licence=licence, source=path.name,
    )  # fmt: skip
    _check_words(card)
    _store(card, path, container)
    return card


def _check_wishes(zh: Sequence[str], en: Sequence[str], lives: str, kind: str, height: float | None) -> None:
    if not zh and not en:
        raise refused("请用 --words 说明怎么称呼它，用逗号隔开", "say with --words what it is called")
    if lives not in get_args(Habitat):
        raise unknown("place to live", lives, get_args(Habitat), zh="所在的地方")
    if kind not in ("", *get_args(Kind)):
        raise unknown("kind", kind, get_args(Kind), zh="类别")
    if height is not None and not 0.01 <= height <= 500:
        raise refused(f"高度 {height} 米：要 0.01 到 500", f"a height of {height} m: 0.01 to 500 are shown")


def _check_words(card: Card) -> None:
    """No two models of a person share a word: nobody could tell which one a prompt means."""
    for other in cards():
        shared = {*card.zh, *card.en} & {*other.zh, *other.en}
        if other.id != card.id and shared:
            word = sorted(shared)[0]
            raise refused(
                f"“{word}”已经指 {other.id}；先移除它，或换一个词",
                f"'{word}' already means {other.id}; remove that one or choose another word",
            )


def _linked(container: Container) -> tuple[str, ...]:
    """Names of the files beside a .gltf that belong to it."""
    rows = [*container.rows("buffers"), *container.rows("images")]
    uris = (row.get("uri") for row in rows if isinstance(row, dict))
    return tuple(unquote(uri) for uri in uris if isinstance(uri, str) and not uri.startswith("data:"))


def _linked_digests(container: Container) -> list[str]:
    return [file_digest(container.folder / name) for name in _linked(container)]


def _store(card: Card, path: Path, container: Container) -> None:
    for name in _linked(container):
        write_bytes(card.folder / name, (container.folder / name).read_bytes())
    write_bytes(card.path, path.read_bytes())
    text = json.dumps({"schema": SCHEMA, **asdict(card)}, ensure_ascii=False, indent=1)
    write_text(card.folder / "asset.json", text + "\n")


def remove_card(name: str) -> Card:
    """Take a model off the shelf with its copy; the file it was added from stays."""
    card = find_card(name)
    shutil.rmtree(card.folder, ignore_errors=False)
    return card


def as_row(card: Card) -> dict[str, Any]:
    """Everything that is known of a model, and its state."""
    return {**asdict(card), "actions": card.actions, "state": state_of(card), "folder": str(card.folder)}
