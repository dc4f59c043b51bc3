"""What a production carries from stage to stage: folder, brief, build log, and what happened in this run."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from yingxi.film import Brief, Storyboard, Take, YingxiError
from yingxi.store import BuildLog, FilmFolder

if TYPE_CHECKING:
    from yingxi.trust.ledger import Witness
    from yingxi.trust.watermark import Mark, SoundMark

DRAFT_LONG_SIDE = 480
SHARED = ("write", "board", "subtitles")
"""Stages whose file is the same for a draft and for the film."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """How far a stage is: `done` of `total` (frames when shooting); `kept` when nothing had to be made."""

    stage: str
    done: int = 0
    total: int = 0
    kept: bool = False
    note: str = ""
    picture: Path | None = None


def silent(event: Event) -> None:
    """The listener of those who do not listen."""


@dataclass(kw_only=True)
class Production:
    """One film being made. A draft keeps its own cut, master and report beside the film's.

    `about` is what the ledger says of a stage besides its files: who wrote, who spoke, by which model.
    """

    folder: FilmFolder
    brief: Brief
    log: BuildLog
    on_event: Callable[[Event], None] = silent
    draft: bool = False
    again: tuple[str, ...] = ()
    budget: float | None = None
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    about: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def cut(self) -> Path:
        """The edit that this run works on."""
        return self.folder.cache / "draft.otio" if self.draft else self.folder.cut

    @property
    def master(self) -> Path:
        """The film that this run delivers."""
        return self.folder.root / "draft.mp4" if self.draft else self.folder.master

    @property
    def report(self) -> Path:
        """The report of this run's film."""
        return self.folder.root / "draft.html" if self.draft else self.folder.report

    def named(self, stage: str) -> str:
        """The stage's name in the build log: a draft and its film share what both read and write."""
        return f"draft-{stage}" if self.draft and stage not in SHARED else stage

    def is_current(self, stage: str, key: str, path: Path) -> bool:
        """Whether `path` can stay: nothing changed, or a person edited it and did not ask for it anew."""
        name = self.named(stage)
        record = self.log.last(name)
        if stage in self.again or not path.is_file():
            return False
        if record is not None and not self.log.is_edited(name, path.relative_to(self.folder.root).as_posix()):
            return record.key == key
        if record is None or record.key != key:
            self.note(
                f"{path.name} 是手改过的，前面的内容变了也保留它（要重做请加 --again）",
                f"{path.name} was edited by hand and is kept, though what stands before it changed (--again)",
            )
        return True

    def note(self, chinese: str, english: str) -> None:
        """Remember a downgrade in the film's language."""
        self.notes.append(chinese if self.language == "zh" else english)

    @property
    def witness(self) -> "Witness":
        """Who writes down what happens, by the name that the person gave ($YINGXI_AUTHOR)."""
        from yingxi.trust.ledger import Witness

        return Witness(self.folder, self.log, os.environ.get("YINGXI_AUTHOR", ""))

    @property
    def mark(self) -> "Mark":
        """The watermark of this work by this maker: in every frame and still."""
        from yingxi.trust.identity import public_key
        from yingxi.trust.watermark import Mark, film_payload

        return Mark(payload=film_payload(self.brief, public_key()))

    @property
    def sound_mark(self) -> "SoundMark | None":
        """The same id for the sound, where the brief asks for it."""
        from yingxi.trust.watermark import SoundMark

        return SoundMark(payload=self.mark.payload) if self.brief.audio_mark else None

    def open_ledger(self) -> None:
        """Write down what was asked and what a person changed since the last run; say when it is broken."""
        history = self.witness.begin(self.brief)
        broken = history.broken
        if history.entries and not history.entries[-1].key:
            self.note("存证账本的记录没有签名：本机身份读不出来", "the ledger is unsigned: no identity here")
        if broken is not None:
            self.note(
                f"存证账本第 {broken.line} 行断了（yingxi ledger verify 可查）；之后的事仍接着记",
                f"the ledger is broken at line {broken.line} (yingxi ledger verify); it is still written on",
            )

    def write_down(self, stage: str) -> None:
        """Put into the ledger what a stage made; nothing when it made nothing."""
        match stage:
            case "shoot":
                self.witness.takes()
            case "mix":
                self.witness.made("stems", "mix", about=self.about.get(stage))
            case "master":
                self.witness.made(self.named("subtitles"))
                self.write_down_delivery()
            case "write" | "board" | "cut":
                self.witness.made(self.named(stage), about=self.about.get(stage))

    def write_down_delivery(self) -> None:
        """Put the delivered film into the ledger, with its hash before signing; have the time stamped."""
        unsigned = self.log.last(self.named("unsigned"))
        about = {"unsigned_sha256": unsigned.key} if unsigned else {}
        if self.witness.made(self.named("master"), kind="delivered", about=about):
            try:
                self.witness.stamp()
            except YingxiError as error:
                self.note(f"账本没有第三方时间戳：{error}", f"no timestamp for the ledger: {error}")

    @property
    def language(self) -> str:
        """The film's language, as asked or as its prompt is written."""
        return self.brief.language or (
            "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in self.brief.prompt) else "en"
        )

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and tell its beginning and end."""
        begun = perf_counter()
        self.on_event(Event(stage=name))
        yield
        self.write_down(name)
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - begun
        self.on_event(Event(stage=name, done=1, total=1))


def about_writer(writer: object) -> dict[str, str]:
    """Who writes and directs, for the ledger: the rules, or which language model."""
    facts = {"writer": str(getattr(writer, "name", ""))}
    model = getattr(getattr(writer, "endpoint", None), "model", "")
    return {**facts, "model": str(model)} if model else facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Film:
    """A film that was made: its folder, storyboard and takes; plays in notebooks."""

    folder: FilmFolder
    storyboard: Storyboard | None
    takes: tuple[Take, ...]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
    master: Path
    report: Path

    def _repr_html_(self) -> str:
        if not self.master.is_file():
            return f"<p>{self.folder.root}</p>"
        return f'<video src="{self.master.resolve().as_uri()}" controls width="640"></video>'


@dataclass(frozen=True, kw_only=True, slots=True)
class Still:
    """One picture of a film; shows itself in notebooks."""

    path: Path
    shot: str
    notes: tuple[str, ...] = ()

    def _repr_png_(self) -> bytes:
        from yingxi.media import load_still, still_bytes

        return still_bytes(load_still(self.path), "PNG")


def told(brief: Brief) -> Brief:
    """The brief as the story hears it: other labels, photographs or another engine write nothing anew."""
    shot = replace(brief, engine="world", engine_options={}, photos=())
    return replace(shot, label_text="", label_place="", label_off="", audio_mark=False)


def draft_of(board: Storyboard) -> Storyboard:
    """The same storyboard at 480 pixels on the long side."""
    scale = DRAFT_LONG_SIDE / max(board.width, board.height)
    if scale >= 1:
        return board
    width, height = (max(64, round(side * scale / 2) * 2) for side in (board.width, board.height))
    return replace(board, width=width, height=height)
