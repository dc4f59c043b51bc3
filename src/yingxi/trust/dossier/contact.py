"""The contact sheets: every take of every shot, with what became of it and why."""

from itertools import groupby

from yingxi.trust.dossier.evidence import Evidence, ShownTake
from yingxi.trust.dossier.paper import (
    GOLD,
    GREEN,
    GREY,
    HAIR,
    INK,
    LEFT,
    PANEL,
    SEAL,
    SMALL,
    WIDTH,
    Colour,
    Paper,
    Style,
)
from yingxi.trust.dossier.wording import Words

ACROSS, GUTTER = 3, 6.0
CELL = (WIDTH - GUTTER * (ACROSS - 1)) / ACROSS
LONGEST_REASON = 4
"""Lines of a reason below a picture; the whole of it stands among the choices."""

FATES: dict[str, Colour] = {
    "selected": GREEN, "circled": GOLD, "rejected": SEAL, "kept": GREY, "gone": GREY,
}  # fmt: skip


def draw_takes(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Sheets by shot, three pictures a row."""
    if not evidence.takes:
        paper.write(say.say("takes.none"))
        return
    paper.write(say.say("takes.lead"), SMALL)
    for shot, group in groupby(evidence.takes, key=lambda take: str(take.entry.facts["shot"])):
        takes = list(group)
        for at in range(0, len(takes), ACROSS):
            draw_row(paper, say, takes[at : at + ACROSS], say.say("takes.shot", shot=shot) if at == 0 else "")


def draw_row(paper: Paper, say: Words, takes: list[ShownTake], title: str) -> None:
    """Up to three takes side by side, with the shot's title above the first row."""
    tall = max(CELL * take.entry.facts["height"] / take.entry.facts["width"] for take in takes)
    tall = min(tall, CELL * 1.2)
    captions = [caption(paper, say, take) for take in takes]
    depth = max(sum(style.height for _, style in lines) for lines in captions)
    paper.room(tall + depth + (14 if title else 6))
    if title:
        paper.heading(title)
    for place, (take, lines) in enumerate(zip(takes, captions, strict=True)):
        left = LEFT + place * (CELL + GUTTER)
        draw_picture(paper, say, take, left, tall)
        y = paper.y + tall + 1.6
        for line, style in lines:
            paper.put(line, left, style, y)
            y += style.height
    paper.gap(tall + depth + 6)


def draw_picture(paper: Paper, say: Words, take: ShownTake, left: float, tall: float) -> None:
    """A take's picture in its frame; a rejected one is struck through."""
    paper.box(left, paper.y, CELL, tall, PANEL)
    wide = CELL
    high = CELL * take.entry.facts["height"] / take.entry.facts["width"]
    if high > tall:
        wide, high = wide * tall / high, tall
    x, y = left + (CELL - wide) / 2, paper.y + (tall - high) / 2
    if take.picture:
        paper.picture(take.picture, x, y, wide, high)
    else:
        paper.put(say.say("takes.nopicture"), left + 3, SMALL, paper.y + tall / 2 - 2)
    colour = FATES[take.fate]
    strong = take.fate in ("selected", "circled", "rejected")
    paper.frame(left, paper.y, (CELL, tall), colour if strong else HAIR, 0.9 if strong else 0.2)
    if take.fate == "rejected":
        paper.pdf.set_line_width(0.5)
        paper.pdf.line(left, paper.y + tall, left + CELL, paper.y)


def caption(paper: Paper, say: Words, take: ShownTake) -> list[tuple[str, Style]]:
    """The lines below a picture: number and fate, engine and seed, hash, reason."""
    facts = take.entry.facts
    key = "chosen" if take.fate == "selected" and take.circled else take.fate
    fate = Style(face="bold", size=8.6, colour=FATES[take.fate])
    made = f"{facts['engine']} · {say.say('takes.seed', seed=facts['seed'])} · #{take.entry.number}"
    lines = [
        (f"{say.say('takes.take', take=facts['take'])} · {say.say(f'takes.{key}')}", fate),
        (made, Style(size=7.4, colour=GREY)),
        (str(facts["sha256"])[:32], Style(face="mono", size=6, colour=GREY)),
    ]
    if take.changed:
        lines.append((say.say("takes.changed"), Style(face="bold", size=7.6, colour=SEAL)))
    small = Style(size=8.2, colour=INK, leading=1.45)
    told = paper.lines(take.reason, CELL, small) if take.reason else []
    kept = told[:LONGEST_REASON]
    if len(told) > LONGEST_REASON:
        kept[-1] = kept[-1][:-1] + "…"
    return lines + [(line, small) for line in kept]
