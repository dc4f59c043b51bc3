"""Engines at the command line: what each makes, takes and needs, and why one is not available here."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console

from yingxi.cli.lists import show
from yingxi.cli.words import WORDS, say
from yingxi.film.errors import YingxiError

if TYPE_CHECKING:
    from yingxi.engines import Capabilities, Lack, Terms


def show_engines(language: str, name: str | None, *, as_json: bool) -> None:
    """All engines in a table, or one with its options."""
    from yingxi.engines import engine_names, find_engine

    if name is not None:
        find_engine(name)
    rows = [look_at(one, language) for one in ([name] if name else engine_names())]
    if as_json:
        show([row["data"] for row in rows], {}, True)
    elif name is not None:
        show_one(rows[0], language)
    else:
        told = [{"name": row["name"], "detail": in_lines(row, language)} for row in rows]
        show(told, {title: say(title, language) for title in ("name", "detail")}, False)


def look_at(name: str, language: str) -> dict[str, Any]:
    """One engine as a row; an engine that cannot even be loaded says so instead of hiding."""
    from yingxi.engines import find_engine, list_settings, read_settings

    try:
        engine = find_engine(name)
        settings = read_settings(engine, {})
        can, lacks = engine.capabilities_with(settings), engine.lacks(settings)
        options = list_settings(engine)
    except YingxiError as error:
        data = {"name": name, "available": False, "why": str(error)}
        return {"name": name, "state": error.said(language), "data": data}
    known = cards(language) if name == "diffusion" else []
    data = {
        **asdict(can), "available": not lacks, "lacks": [asdict(lack) for lack in lacks],
        "options": [{"name": one, "allowed": kind, "default": default} for one, kind, default in options],
        **({"cards": known} if known else {}),
    }  # fmt: skip
    return {
        "name": name, "state": say_lacks(lacks, language), "makes": makes(can, language),
        "takes": takes(can, language), "terms": terms(can, language), "needs": needs(can, language),
        "data": data, "options": options, "cards": known,
    }  # fmt: skip


def cards(language: str) -> list[dict[str, str]]:
    """The models that are known well: what each makes, its licence, and which facts are not confirmed."""
    from yingxi.engines.diffusion.cards import model_cards

    rows = []
    for card in model_cards().values():
        sizes = ", ".join("{}x{}".format(*size) for size in card.sizes[:2])
        longest = f"≤ {card.longest} {say('frames', language)}" if card.longest else ""
        made = (word_list(card.tasks, "task", language), sizes, longest)
        rows.append({
            "model_card": card.id, "makes": "; ".join(filter(None, made)),
            "terms": spell_terms(card.terms, language),
            "unconfirmed": word_list(card.unconfirmed, "fact", language),
        })  # fmt: skip
    return rows


def in_lines(row: dict[str, Any], language: str) -> str:
    """An engine as a few lines, what it lacks here first."""
    titles = [title for title in ("makes", "takes", "needs", "terms") if row.get(title)]
    return "\n".join([str(row["state"]), *(f"{say(title, language)}: {row[title]}" for title in titles), ""])


def show_one(row: dict[str, Any], language: str) -> None:
    """Everything of one engine, and a table of its options."""
    console = Console(highlight=False)
    for title in ("name", "state", "makes", "takes", "needs", "terms"):
        console.print(f"{say(title, language)}: {row.get(title, '')}", markup=False)
    options = row.get("options", ())
    if options:
        rows = [{"name": f"--set {one}", "allowed": kind, "standard": repr(default)}
                for one, kind, default in options]  # fmt: skip
        titles = ("name", "allowed", "standard")
        show(rows, {title: say(title, language) for title in titles}, False)
    if row.get("cards"):
        columns = ("model_card", "makes", "terms", "unconfirmed")
        show(row["cards"], {title: say(title, language) for title in columns}, False)


def say_lacks(lacks: "tuple[Lack, ...]", language: str) -> str:
    """`available`, or the first thing that is missing and how to get it."""
    if not lacks:
        return say("available", language)
    at = 0 if language == "zh" else 1
    return "; ".join(f"{lack.what[at]} → {lack.get[at]}" for lack in lacks)


def makes(can: "Capabilities", language: str) -> str:
    """Sizes, lengths and rates: `64x64 – 7680x4320, any length, any fps`."""
    sizes = ", ".join("{}x{}".format(*size) for size in can.sizes)
    size = sizes or "{}x{} – {}x{}".format(*can.smallest, *can.largest)
    step = f" ÷{can.step}" if can.step > 2 and not can.sizes else ""
    length = f"≤ {can.longest}" if can.longest else say("any_length", language)
    grid = f" ({can.grid.each}k+{can.grid.plus})" if can.grid.each > 1 else ""
    rates = ", ".join(map(str, can.fps)) or say("any", language)
    tasks = word_list(can.tasks, "task", language)
    sound = f", {say('with_sound', language)}" if can.sound else ""
    return f"{tasks}; {size}{step}; {length}{grid} {say('frames', language)}; {rates} fps{sound}"


def takes(can: "Capabilities", language: str) -> str:
    """Inputs, those first that must be given, and control pictures."""
    free = (*(name for name in can.inputs if name not in can.requires), *can.controls)
    must = word_list(can.requires, "input", language) + say("must_be_given", language) if can.requires else ""
    return "; ".join(part for part in (must, word_list(free, "input", language)) if part) or "–"


def terms(can: "Capabilities", language: str) -> str:
    """Licence, where it does not hold, and what a second costs."""
    price = say("price_unknown", language) if can.price is None else f"{can.price:g} USD/s"
    return spell_terms(can.terms, language) + ("" if can.price == 0 else f"; {price}")


def spell_terms(stated: "Terms", language: str) -> str:
    """A licence and where it does not hold."""
    from yingxi.engines.territories import spell_territories

    where = spell_territories(stated.excluded, language)
    return f"{stated.licence}, {say('not_in', language)} {where}" if where else stated.licence


def needs(can: "Capabilities", language: str) -> str:
    """What a person must have, and what one take takes of the machine."""
    said = [need[0 if language == "zh" else 1] for need in can.needs]
    machine = can.machine
    said += [f"{machine.memory_gb:g} GB {say('memory', language)}"]
    if machine.gpus:
        said += [f"{machine.gpus} GPU, {machine.gpu_memory_gb:g} GB"]
    if can.online:
        said += [say("goes_online", language)]
    return "; ".join(said)


def word_list(names: Iterable[str], kind: str, language: str) -> str:
    """Names in the person's language; one that a third party made up stays as it is."""
    mark = "、" if language == "zh" else ", "
    keys = {name: f"{kind}.{name.replace(' ', '-')}" for name in names}
    return mark.join(say(key, language) if key in WORDS else name for name, key in keys.items())
