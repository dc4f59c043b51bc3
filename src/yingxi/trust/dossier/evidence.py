"""Everything that a dossier tells, read from the film's folder: nothing is remembered elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from yingxi.film import Brief
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import file_digest
from yingxi.trust.dossier.diffs import Edit, Version, read_edits, read_versions
from yingxi.trust.ledger import Entry, History, Verdict, read_history, verify_ledger
from yingxi.trust.ledger.history import TakeName

Fate = Literal["selected", "circled", "rejected", "kept", "gone"]
THUMBNAIL = 480
"""Pixels across a take's picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTake:
    """One take: what the ledger says of it, what became of it and why, and its middle picture as JPEG.

    `picture` is empty when the file is gone or cannot be read; `changed` says that it is not as recorded.
    """

    entry: Entry
    fate: Fate
    circled: bool = False
    reason: str = ""
    picture: bytes = field(default=b"", repr=False)
    changed: bool = False

    @property
    def name(self) -> str:
        """The take's name: `0010-001`."""
        return f"{self.entry.facts['shot']}-{self.entry.facts['take']:03d}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """A film that was handed over: its file, its hash then, and whether it is so still."""

    entry: Entry
    file: str
    sha256: str
    state: Literal["same", "changed", "gone"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One film's record, read and checked."""

    root: Path
    history: History
    verdict: Verdict
    edits: tuple[Edit, ...]
    versions: tuple[Version, ...]
    takes: tuple[ShownTake, ...]
    delivered: tuple[Delivered, ...]
    manifest: Mapping[str, str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return self.history.entries

    @property
    def title(self) -> str:
        """The film's title: as its storyboard says, else what was asked."""
        brief = self.history.brief or {}
        return title_of(self.root) or str(brief.get("title") or shortened(str(brief.get("prompt", "")), 40))


def gather(root: Path) -> Evidence:
    """Read and check the record of the film in `root`. UsageError where there is none to tell of."""
    verdict, history = verify_ledger(root), read_history(root)
    if not history.entries:
        raise UsageError(f"the ledger in {root} has no sound entry; yingxi ledger verify says what is wrong")
    return Evidence(
        root=root, history=history, verdict=verdict, edits=read_edits(root, history.entries),
        versions=read_versions(root, history.entries),
        takes=tuple(show_takes(root, history)), delivered=tuple(deliveries(root, history)),
        manifest=manifest_facts(root),
    )  # fmt: skip


def show_takes(root: Path, history: History) -> Iterator[ShownTake]:
    """Every take that was ever made, by shot and number."""
    made = [entry for entry in history.entries if entry.kind == "take"]
    for entry in sorted(made, key=lambda one: (one.facts["shot"], one.facts["take"])):
        name = (entry.facts["shot"], entry.facts["take"])
        choice, media = history.choices.get(name), root / f"takes/{name[0]}/{name[1]:03d}.mp4"
        yield ShownTake(
            entry=entry, fate=fate_of(name, history), picture=picture_of(media),
            circled=choice is not None and choice.kind == "circled",
            reason=choice.facts["reason"] if choice is not None else "",
            changed=media.is_file() and file_digest(media) != entry.facts["sha256"],
        )  # fmt: skip


def fate_of(name: TakeName, history: History) -> Fate:
    """What became of a take: the film's cut goes before a draft's."""
    choice = history.choices.get(name)
    selects: Mapping[str, Any] = history.selects.get("film") or history.selects.get("draft") or {}
    if name in history.removed:
        return "gone"
    if any(shot.partition(".")[0] == name[0] and one["take"] == name[1] for shot, one in selects.items()):
        return "selected"
    if choice is not None and choice.kind in ("circled", "rejected"):
        return "circled" if choice.kind == "circled" else "rejected"
    return "kept"


def picture_of(media: Path) -> bytes:
    """The keyframe nearest to a take's middle, as a small JPEG; empty when there is none to see."""
    from yingxi.media import probe, read_keyframe, rgb_from_planes, shrink, still_bytes

    try:
        middle = rgb_from_planes(read_keyframe(media, probe(media).frames // 2))
    except (YingxiError, OSError):
        return b""
    return still_bytes(shrink(middle, THUMBNAIL), "JPEG", 82)


def deliveries(root: Path, history: History) -> Iterator[Delivered]:
    """Every delivered film, and whether the file is still the one that was delivered."""
    for entry in history.entries:
        if entry.kind == "delivered":
            for one in entry.facts["files"]:
                found = file_digest(root / one["file"])
                now: Literal["same", "changed", "gone"] = "changed" if found else "gone"
                state = "same" if found == one["after"] else now
                yield Delivered(entry=entry, file=one["file"], sha256=one["after"], state=state)


def manifest_facts(root: Path) -> dict[str, str]:
    """What the master's own manifest says, where it has one; its ledger head is looked for in this chain."""
    from yingxi.trust.ledger import find_head
    from yingxi.trust.provenance import read_manifest

    films = [path for path in (root / "master.mp4", root / "draft.mp4") if path.is_file()]
    if not films:
        return {}
    master = films[0]
    read = read_manifest(master)
    facts = {"state": read.state, "signer": read.signer, "issuer": read.issuer, "signed_at": read.signed_at}
    if read.ledger is not None:
        number = find_head(root, read.ledger.head)
        facts |= {"ledger_head": read.ledger.head, "ledger_entry": str(number or "")}
    return {name: value for name, value in facts.items() if value}


def title_of(root: Path) -> str:
    """The title that stands in the storyboard; empty when it cannot be read."""
    from yingxi.film import Storyboard
    from yingxi.store import FilmFolder, load

    try:
        return load(FilmFolder(root).storyboard, Storyboard).title
    except YingxiError:
        return ""


def shortened(text: str, longest: int) -> str:
    """A text of at most so many letters, cut at a word's end where it has words."""
    if len(text) <= longest:
        return text
    kept = text[:longest]
    return (kept.rpartition(" ")[0] or kept) + "…"


def chosen_options(brief: Mapping[str, Any]) -> dict[str, Any]:
    """What a person asked for otherwise than by default, the prompt left out."""
    from dataclasses import fields

    usual = {one.name: one.default for one in fields(Brief)}
    return {
        name: value for name, value in brief.items()
        if name != "prompt" and value not in (None, "", {}, []) and value != usual.get(name)
    }  # fmt: skip
