"""A ledger in plain words, Chinese or English: each entry in a line, each break in a line."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from yingxi.trust.ledger.chain import Break
from yingxi.trust.ledger.entry import Entry


@cache
def words() -> Mapping[str, Any]:
    """All words of this department."""
    text = files("yingxi.trust.ledger").joinpath("data/words.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


def say(group: str, key: str, language: str, **values: object) -> str:
    """The words of a key in that language, its blanks filled."""
    chinese, english = words()[group][key]
    text: str = chinese if language == "zh" else english
    return text.format(**values)


def tell_entries(entries: Sequence[Entry], language: str) -> list[str]:
    """One line for each entry; a later brief is told by what changed in it."""
    told, brief = [], None
    for entry in entries:
        told.append(tell_entry(entry, language, brief))
        brief = entry.facts["brief"] if entry.kind == "brief" else brief
    return told


def tell_entry(entry: Entry, language: str, before: Mapping[str, Any] | None = None) -> str:
    """One entry in a line; `before` is the brief that stood until then."""
    facts = entry.facts
    match entry.kind:
        case "brief":
            return tell_brief(facts["brief"], before, language)
        case "made" | "delivered":
            return tell_made(entry, language)
        case "edited":
            return tell_edit(facts["files"], language)
        case "circled" | "rejected" | "released":
            reason = say("entries", "reason", language, reason=facts["reason"]) if facts["reason"] else ""
            return say("entries", entry.kind, language, shot=facts["shot"], take=facts["take"], reason=reason)
        case "selected":
            circled = sum(one.get("why") == "circled" for one in facts["takes"].values())
            return say("entries", "selected", language, count=len(facts["takes"]), circled=circled)
        case "repaired":
            return tell_repair(facts, language)
        case "timestamped":
            authority, of = facts.get("authority", "?"), facts.get("number", "?")
            return say("entries", "timestamped", language, of=of, authority=authority)
    blanks = {name: facts.get(name, "?") for name in ("shot", "take", "engine", "seed")}
    return say("entries", entry.kind, language, **blanks)


def tell_brief(brief: Mapping[str, Any], before: Mapping[str, Any] | None, language: str) -> str:
    """What was asked; of a later brief, what is new in it."""
    if before is None:
        return say("entries", "brief", language, prompt=brief.get("prompt", ""))
    changes = [
        f"{name} {shown(before.get(name))} → {shown(value)}"
        for name, value in brief.items() if value != before.get(name)
    ]  # fmt: skip
    return say("entries", "brief_changed", language, changes="; ".join(changes))


def shown(value: Any) -> str:
    """A value of a brief as a person reads it."""
    return "–" if value in (None, "", {}, []) else str(value)


def tell_made(entry: Entry, language: str) -> str:
    """What the machine made."""
    facts = entry.facts
    name = ", ".join(one["file"] for one in facts["files"])
    if entry.kind == "delivered":
        return say("entries", "delivered", language, file=name)
    stage = str(facts["stage"]).removeprefix("draft-")
    if stage not in words()["entries"]:
        return f"{stage}: {name}"
    by = " ".join(str(facts[one]) for one in ("writer", "model") if facts.get(one)) or "yingxi"
    lufs = facts.get("centi_lufs")
    loud = f"{lufs / 100:.1f}" if isinstance(lufs, int | float) else "?"
    return say("entries", stage, language, by=by, lufs=loud)


def tell_edit(changes: Sequence[Mapping[str, str]], language: str) -> str:
    """What a person edited, or put there where nothing was."""
    name = ", ".join(one["file"] for one in changes)
    key = "edited" if any(one["before"] for one in changes) else "supplied"
    return say("entries", key, language, file=name)


def tell_repair(facts: Mapping[str, Any], language: str) -> str:
    """What was found broken at the end of the ledger."""
    if "lost" in facts:
        lost = facts["lost"]
        number = lost.get("number", "?") if isinstance(lost, Mapping) else "?"
        return say("entries", "lost", language, number=number)
    return say("entries", "ended" if facts.get("whole") else "torn", language, bytes=facts.get("bytes", "?"))


def tell_break(broken: Break, language: str) -> str:
    """Where a chain breaks first, what was expected there and what was got."""
    chinese, english = words()["break"]
    fault = say("faults", broken.fault, language, line=broken.line)
    text: str = chinese if language == "zh" else english
    return text.format(fault=fault, expected=broken.expected, got=broken.got)


def tell_actor(entry: Entry, language: str) -> str:
    """Who did it: the person by name where there is one, or the machine."""
    kind = say("actors", entry.actor.kind, language)
    return f"{kind} {entry.actor.name}" if entry.actor.kind == "person" and entry.actor.name else kind
