"""Writes down what happens to a film while it is made; where nothing happened, nothing is written."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from yingxi.film import Brief, Take
from yingxi.store import BuildLog, FilmFolder, file_digest, load
from yingxi.trust.ledger.entry import Actor, Entry, Kind, line_hash
from yingxi.trust.ledger.history import History, read_history
from yingxi.trust.ledger.versions import keep_version
from yingxi.trust.ledger.writing import Record, append

TEXTS = {
    "write": "screenplay.fountain",
    "board": "storyboard.yaml",
    "cut": "cut.otio",
    "subtitles": "subtitles.srt",
}
"""Files that a person may edit, by the stage that makes each."""

LARGEST_WHOLE = 2**53 - 1
"""JSON of RFC 8785 has no larger whole numbers; they are written as text."""

Verdict = Literal["circled", "rejected", "released"]


def plain(value: Any) -> Any:
    """A value as JSON knows it: dataclasses and mappings as objects, sequences as arrays."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= LARGEST_WHOLE else str(value)
    if isinstance(value, float):
        return value if abs(value) <= LARGEST_WHOLE else str(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(inner) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


class Witness:
    """The pen of one film's ledger. `person` is who gives the orders (may be without a name)."""

    def __init__(self, folder: FilmFolder, log: BuildLog, person: str = "") -> None:
        self.folder = folder
        self.log = log
        self.person = Actor(kind="person", name=person)

    @property
    def root(self) -> Path:
        """The film's folder."""
        return self.folder.root

    def begin(self, brief: Brief) -> History:
        """At the start of a run: what was asked, and what a person changed since the last one."""
        history = read_history(self.root)
        records = [*self.opening(history), *self.order(history, brief), *self.edits(history)]
        if not records:
            return history
        append(self.root, *records)
        return read_history(self.root)

    def opening(self, history: History) -> Iterable[Record]:
        """The first entry of a ledger; its random number tells two films apart."""
        import secrets

        if not history.entries and history.broken is None:
            yield Record(kind="opened", facts={"nonce": secrets.token_hex(16)})

    def order(self, history: History, brief: Brief) -> Iterable[Record]:
        """What the person asked for, when it is new."""
        asked = plain(brief)
        if asked != history.brief:
            before, after = history.files.get("brief.yaml", ""), keep_version(self.root, self.folder.brief)
            facts = {"brief": asked, "files": [change("brief.yaml", before, after)]}
            yield Record(kind="brief", facts=facts, actor=self.person)

    def edits(self, history: History) -> Iterable[Record]:
        """Texts that are not as the ledger last saw them, and takes that are gone."""
        for stage, name in TEXTS.items():
            found = keep_version(self.root, self.root / name)
            if found and found != history.files.get(name, ""):
                yield self.edit_or_late(stage, name, history.files.get(name, ""), found)
        for shot, take in history.takes.keys() - history.removed:
            if not self.folder.take_media(shot, take).is_file():
                yield Record(kind="removed", facts={"shot": shot, "take": take}, actor=self.person)

    def edit_or_late(self, stage: str, name: str, before: str, after: str) -> Record:
        """A change by hand; or what a stage wrote just before it was killed, when the build log says so."""
        for known in (self.log.last(stage), self.log.last(f"draft-{stage}")):
            if known is not None and known.outputs.get(name) == after:
                changes = [change(name, before, after)]
                return Record(kind="made", facts=self.made_facts(stage, known.key, changes))
        return Record(kind="edited", facts={"files": [change(name, before, after)]}, actor=self.person)

    def stem_edited(self, path: Path) -> None:
        """A sound that a person changed is used in the mix."""
        name, history = path.relative_to(self.root).as_posix(), read_history(self.root)
        found, before = file_digest(path), history.files.get(name, "")
        if found and found != before:
            append(self.root, Record(
                kind="edited", facts={"files": [change(name, before, found)]}, actor=self.person,
            ))  # fmt: skip

    def made(
        self, *stages: str, kind: Kind = "made", about: Mapping[str, Any] | None = None
    ) -> tuple[Entry, ...]:
        """What stages wrote, by the build log, when the ledger does not know it yet. `about` says of what."""
        history, records = read_history(self.root), []
        for stage in stages:
            known = self.log.last(stage)
            outputs = known.outputs if known else {}
            changes = [
                change(name, history.files.get(name, ""), after)
                for name, after in outputs.items()
                if not name.startswith(".yingxi/") and self.is_new(history, name, after)
            ]
            if known is not None and changes:
                self.keep_texts(changes)
                facts = self.made_facts(stage, known.key, changes)
                facts |= plain({**known.facts, **(about or {})})
                records.append(Record(kind=kind, facts=facts))
        return append(self.root, *records) if records else ()

    def is_new(self, history: History, name: str, made: str) -> bool:
        """Whether the machine gave a file this hash since the ledger last spoke of it.

        A file that a person edited afterwards is not the machine's, though the build log still has its hash.
        """
        if not made or history.files.get(name) == made:
            return False
        return history.made.get(name) != made or file_digest(self.root / name) == made

    def made_facts(self, stage: str, key: str, changes: list[dict[str, str]]) -> dict[str, Any]:
        """What is written down of a stage's work: `inputs` is the hash of all that it was made from."""
        return {"stage": stage, "inputs": key, "files": changes}

    def keep_texts(self, changes: Iterable[Mapping[str, str]]) -> None:
        """Keep the versions of texts that were just written."""
        for one in changes:
            if one["file"] in TEXTS.values():
                keep_version(self.root, self.root / one["file"])

    def takes(self) -> None:
        """Takes that the ledger does not know yet, each with the hash of its media."""
        history = read_history(self.root)
        known = {name for name in history.takes if name not in history.removed}
        records = [
            Record(kind="take", facts=take_facts(self.root, load(path, Take)))
            for path in sorted(self.folder.takes.glob("*/*.yaml"))
            if path.stem.isdecimal() and (path.parent.name, int(path.stem)) not in known
            and self.folder.take_media(path.parent.name, int(path.stem)).is_file()
        ]  # fmt: skip
        if records:
            append(self.root, *records)

    def selects(self, takes: Sequence[Take], *, of: str) -> None:
        """Which takes the cut uses now, and why each: a person circled it, or it is the newest."""
        history = read_history(self.root)
        chosen = {take.slate.shot: self.select(history, take) for take in takes}
        if history.selects.get(of) != chosen:
            append(self.root, Record(kind="selected", facts={"of": of, "takes": chosen}))

    def select(self, history: History, take: Take) -> dict[str, Any]:
        """One take in the cut."""
        media = Path(take.media)
        name = (media.parent.name, int(media.stem))
        choice = history.choices.get(name)
        why = "circled" if choice is not None and choice.kind == "circled" else "newest"
        return {"take": name[1], "why": why, "sha256": history.takes.get(name, "")}

    def stamp(self) -> tuple[Entry, ...]:
        """Have the head's time vouched for by the person's timestamp server (RFC 3161), where one is set.

        The token is of the last line's bytes and is an entry of its own. YingxiError says why there is none.
        """
        from yingxi.trust.identity import check_timestamp, timestamp, timestamp_server

        server = timestamp_server()
        if not server:
            return ()
        lines = self.folder.ledger.read_bytes().split(b"\n")[:-1]
        token = timestamp(lines[-1], server)
        facts = {
            "number": len(lines), "head": line_hash(lines[-1]), "authority": server,
            "time": check_timestamp(token, lines[-1]).isoformat(),
            "token": base64.b64encode(token).decode("ascii"),
        }  # fmt: skip
        return append(self.root, Record(kind="timestamped", facts=facts))

    def chose(self, take: Take, verdict: Verdict, reason: str) -> None:
        """A person circled or rejected a take, or took the word back; what they edited before goes first."""
        history = read_history(self.root)
        append(self.root, *self.opening(history), *self.edits(history))
        self.takes()
        facts = {
            "shot": take.slate.shot, "take": take.slate.take, "reason": plain(reason),
            "sha256": file_digest(self.root / take.media),
        }  # fmt: skip
        append(self.root, Record(kind=verdict, facts=facts, actor=self.person))


def change(name: str, before: str, after: str) -> dict[str, str]:
    """A file's hashes before and after."""
    return {"file": name, "before": before, "after": after}


def take_facts(root: Path, take: Take) -> dict[str, Any]:
    """What is written down of a take: its slate, its recipe (adapter, models, prompts), its media's hash."""
    sound = {"sound": take.sound, "sound_sha256": file_digest(root / take.sound)} if take.sound else {}
    return {
        "shot": take.slate.shot, "take": take.slate.take, "scene": take.slate.scene,
        "engine": take.slate.engine, "seed": plain(take.slate.seed),
        "media": take.media, "sha256": file_digest(root / take.media), "width": take.width,
        "height": take.height, "fps": take.fps, "frames": take.head + take.length + take.tail,
        "recipe": plain(take.recipe), "notes": plain(take.notes), "seconds": take.seconds,
        **sound,
    }  # fmt: skip
