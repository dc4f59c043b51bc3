"""The dossier's pages, one chapter a function, in the order in which they are read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from yingxi.trust.dossier.chapters import (
    draw_chain,
    draw_check,
    draw_edits,
    draw_machine,
    draw_proofs,
)
from yingxi.trust.dossier.contact import draw_takes
from yingxi.trust.dossier.evidence import Evidence, ShownTake, chosen_options, shortened
from yingxi.trust.dossier.paper import (
    BODY,
    BOTTOM,
    GREEN,
    GREY,
    INK,
    LEFT,
    MONO,
    PANEL,
    SEAL,
    SMALL,
    STRONG,
    TOP,
    WIDTH,
    Paper,
    Style,
)
from yingxi.trust.dossier.wording import Words, words
from yingxi.trust.ledger import Entry
from yingxi.trust.ledger.telling import shown, tell_break

WHITE = (255, 255, 255)

Counts = Mapping[tuple[int, str], tuple[int, int]]
"""Lines that went and that came, by entry and file."""


def draw_dossier(evidence: Evidence, language: str) -> bytes:
    """The whole PDF in one language; the same ledger and takes give the same bytes."""
    say = Words(language)
    title = evidence.title or say.say("untitled")
    made = datetime.fromisoformat(evidence.entries[-1].at)
    paper = Paper(f"{title} · {say.say('dossier')}", evidence.verdict.head[:16], made)
    draw_cover(paper, say, evidence, title)
    chapters = (
        ("summary", draw_summary), ("choices", draw_choices), ("edits", draw_edits), ("takes", draw_takes),
        ("machine", draw_machine), ("chain", draw_chain), ("proofs", draw_proofs), ("check", draw_check),
    )  # fmt: skip
    for number, (name, draw) in enumerate(chapters, 1):
        paper.chapter(number, say.say(f"chapters.{name}"))
        draw(paper, say, evidence)
    return paper.finish()


def draw_cover(paper: Paper, say: Words, evidence: Evidence, title: str) -> None:
    """Seal, title, the film's picture, and the facts that a clerk looks for first."""
    paper.box(LEFT, TOP, 15, 15, SEAL)
    paper.put("影戏", LEFT + 2.6, Style(face="bold", size=14, colour=WHITE), TOP + 3.6)
    paper.put(say.say("dossier"), LEFT + 20, Style(face="bold", size=15), TOP + 0.5)
    paper.put(say.say("studio"), LEFT + 20, SMALL, TOP + 8.8)
    paper.y = TOP + 27
    hero = hero_take(evidence.takes)
    if hero is not None:
        height = min(96.0, WIDTH * hero.entry.facts["height"] / hero.entry.facts["width"])
        width = height * hero.entry.facts["width"] / hero.entry.facts["height"]
        paper.box(LEFT, paper.y, WIDTH, height, PANEL)
        paper.picture(hero.picture, LEFT + (WIDTH - width) / 2, paper.y, width, height)
        paper.gap(height + 10)
    paper.write(title, Style(face="bold", size=26, leading=1.35))
    paper.gap(1)
    prompt = str((evidence.history.brief or {}).get("prompt", ""))
    for line in paper.lines(say.quote(shortened(prompt, 260)), WIDTH, Style(size=10.5))[:4]:
        paper.put(line, LEFT, Style(size=10.5, colour=GREY))
        paper.gap(6)
    paper.y = max(paper.y + 4, BOTTOM - 76)
    paper.rule(INK, 0.4)
    paper.facts(list(cover_facts(say, evidence)), 52)


def hero_take(takes: Sequence[ShownTake]) -> ShownTake | None:
    """A take that the film uses, from its middle; any that can be seen when none is used."""
    seen = [take for take in takes if take.picture]
    used = [take for take in seen if take.fate == "selected"] or seen
    return used[len(used) // 2] if used else None


def cover_facts(say: Words, evidence: Evidence) -> Iterator[tuple[str, str, Style]]:
    """The cover's table."""
    verdict, entries = evidence.verdict, evidence.entries
    names = dict.fromkeys(e.actor.name for e in entries if e.actor.kind == "person" and e.actor.name)
    period = f"{clock(entries[0].at)}  –  {clock(entries[-1].at)}"
    whole = verdict.broken is None
    state = say.say("cover.whole") if verdict.broken is None else tell_break(verdict.broken, say.language)
    if verdict.unsigned:
        state += "\n" + say.say("proofs.unsigned", count=verdict.unsigned)
    masters = [one for one in evidence.delivered if one.file == "master.mp4"] or list(evidence.delivered)
    yield say.say("cover.period"), period, BODY
    yield say.say("cover.person"), ", ".join(names) or say.say("cover.unnamed"), BODY
    yield say.say("cover.entries"), str(len(entries)), BODY
    yield say.say("cover.state"), state, Style(face="bold", colour=GREEN if whole else SEAL)
    yield say.say("cover.head"), verdict.head, MONO
    film = f"{masters[-1].file}  {masters[-1].sha256}" if masters else say.say("cover.undelivered")
    yield say.say("cover.master"), film, MONO


def clock(at: str) -> str:
    """A time to the second."""
    return at[:19].replace("T", " ")


def draw_summary(paper: Paper, say: Words, evidence: Evidence) -> None:
    """What the person did, what the machine did, what this proves and what not."""
    paper.write(say.pick(words()["summary"]["lead"]))
    paper.heading(say.say("summary.person"))
    paper.points(list(person_points(say, evidence)))
    paper.heading(say.say("summary.machine"))
    used = evidence.history.selects.get("film") or evidence.history.selects.get("draft") or {}
    shot = say.say("summary.shot", count=len(evidence.takes), used=len(used))
    paper.points([shot, say.say("summary.delivered", count=len(evidence.delivered))])
    paper.heading(say.say("summary.proves"))
    if evidence.verdict.broken is not None:
        fault = tell_break(evidence.verdict.broken, say.language)
        count = evidence.verdict.entries
        paper.write(say.say("summary.broken", fault=fault, count=count), Style(face="bold", colour=SEAL))
        paper.gap(2)
    paper.points([say.pick(pair) for pair in words()["summary"]["proofs"]])
    paper.heading(say.say("summary.leaves"))
    stamps = sum(entry.kind == "timestamped" for entry in evidence.entries)
    paper.points([say.pick(pair, stamps=stamps) for pair in words()["summary"]["limits"]])


def person_points(say: Words, evidence: Evidence) -> Iterator[str]:
    """The person's part in numbers."""
    briefs = [entry.facts["brief"] for entry in evidence.entries if entry.kind == "brief"]
    prompts = dict.fromkeys(str(brief.get("prompt", "")) for brief in briefs)
    yield say.say("summary.prompts", count=len(briefs), letters=sum(map(len, prompts)))
    options = dict.fromkeys(name for brief in briefs for name in chosen_options(brief))
    if options:
        names = "、" if say.language == "zh" else ", "
        yield say.say("summary.options", count=len(options), names=names.join(map(say.option, options)))
    edits = evidence.edits
    if edits:
        files = ", ".join(dict.fromkeys(say.file(edit.file) for edit in edits))
        gone, come = sum(edit.gone for edit in edits), sum(edit.come for edit in edits)
        yield say.say("summary.edited", count=len(edits), gone=gone, come=come, names=files)
    else:
        yield say.say("summary.unedited")
    judged = [entry for entry in evidence.entries if entry.kind in ("circled", "rejected")]
    circled = sum(entry.kind == "circled" for entry in judged)
    reasons = sum(bool(entry.facts["reason"]) for entry in judged)
    counts = {"circled": circled, "rejected": len(judged) - circled, "reasons": reasons}
    yield say.say("summary.judged", **counts) if judged else say.say("summary.unjudged")


def draw_choices(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Every decision of a person, the oldest first."""
    paper.write(say.say("choices.lead"), SMALL)
    paper.gap(3)
    edits = {(edit.entry.number, edit.file): (edit.gone, edit.come) for edit in evidence.edits}
    brief: Mapping[str, object] | None = None
    for entry in evidence.entries:
        if entry.actor.kind != "person":
            continue
        title, lines = choice_lines(say, entry, brief, edits)
        draw_choice(paper, entry, title, lines)
        brief = entry.facts["brief"] if entry.kind == "brief" else brief


def choice_lines(
    say: Words, entry: Entry, brief: Mapping[str, object] | None, edits: Counts
) -> tuple[str, list[str]]:
    """One decision: its title, and what there is to say of it."""
    facts = entry.facts
    if entry.kind == "brief":
        return brief_lines(say, facts["brief"], brief)
    if entry.kind == "edited":
        one = facts["files"][0]
        key = "choices.edited" if one["before"] else "choices.supplied"
        gone, come = edits.get((entry.number, one["file"]), (0, 0))
        counts = [say.say("choices.lines", gone=gone, come=come)] if gone or come else []
        hashes = [f"SHA-256  {one['before'][:16] or '–'}  →  {one['after'][:16]}"]
        return say.say(key, file=say.file(one["file"])), counts + hashes
    title = say.say(f"choices.{entry.kind}", shot=facts["shot"], take=facts["take"])
    if entry.kind == "removed":
        return title, []
    reason = facts["reason"] or say.say("choices.unreasoned")
    return title, [f"{say.say('choices.reason')}：{reason}" if say.language == "zh" else f"Reason: {reason}"]


def brief_lines(
    say: Words, brief: Mapping[str, object], before: Mapping[str, object] | None
) -> tuple[str, list[str]]:
    """A request in full; of a later one, what is new."""
    if before is None:
        options = [f"{say.option(name)} {shown(value)}" for name, value in chosen_options(brief).items()]
        chosen = [f"{say.say('choices.options')}: {' · '.join(options)}"] if options else []
        return say.say("choices.asked"), [say.quote(str(brief.get("prompt", ""))), *chosen]
    changes = [
        f"{say.option(name)}: {shown(before.get(name))} → {shown(value)}"
        for name, value in brief.items() if value != before.get(name)
    ]  # fmt: skip
    return say.say("choices.changed"), changes


def draw_choice(paper: Paper, entry: Entry, title: str, lines: Sequence[str]) -> None:
    """One decision: number and time at the left, a red rule, what it was at the right."""
    inset = 40.0
    paper.room(STRONG.height + 2 * BODY.height)
    paper.put(f"{entry.number:03d}", LEFT, Style(face="mono", size=8, colour=SEAL))
    paper.put(clock(entry.at)[:16], LEFT + 10, Style(face="mono", size=6.6, colour=GREY))
    for text, style in [(title, STRONG), *((line, BODY) for line in lines)]:
        for part in paper.lines(text, WIDTH - inset, style):
            paper.room(style.height)
            paper.box(LEFT + inset - 4, paper.y, 0.6, style.height + 0.1, SEAL)
            paper.write(part, style, LEFT + inset, WIDTH - inset)
    paper.gap(4.5)



