"""Which engine shoots a shot, with which options and inputs, and what it would cost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from yingxi.engines import (
    Capabilities,
    Options,
    check_shot,
    find_engine,
    frames_of,
    made_frames,
    read_settings,
    unpaid_frames,
)
from yingxi.film import Inputs, Shot, Storyboard
from yingxi.film.errors import UsageError
from yingxi.store import digest, file_digest
from yingxi.store.yaml_writing import stated_fields


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """The engine of one shot: its name, its checked options, and the shot's inputs with whole paths."""

    engine: str
    settings: Any
    inputs: Inputs

    @property
    def capabilities(self) -> Capabilities:
        """What the engine can honour with these options."""
        return find_engine(self.engine).capabilities_with(self.settings)

    def key(self) -> str:
        """The hash of the engine, its options, the bytes of the inputs, and what else it depends on."""
        paints = {one.name for one in fields(self.settings) if one.metadata.get("pictures", True)}
        painted = {name: value for name, value in stated_fields(self.settings) if name in paints}
        files = [Path(name) for name in input_files(self.inputs).values()]
        identity = find_engine(self.engine).identity(self.settings)
        return digest(self.engine, painted, list(input_files(self.inputs)), files,
                      self.inputs.negative, identity)  # fmt: skip

    def recipe(self) -> dict[str, str]:
        """What a take says of its options that are not the standard ones, and of the person's material."""
        stated = {name: getattr(self.settings, name) for name, _ in stated_fields(self.settings)}
        plain = {name: asdict(self.settings)[name] for name in stated}
        told = {"options": json.dumps(plain, ensure_ascii=False, default=str)} if plain else {}
        given = {name: Path(name) for name in input_files(self.inputs).values()}
        if not given:
            return told
        hashes = {path.name: file_digest(path) for path in given.values()}
        return {**told, "material": json.dumps(hashes, ensure_ascii=False)}


def choose_engine(shot: Shot, root: Path, engine: str, options: Mapping[str, Any]) -> Chosen:
    """The shot's own engine, or the film's; the shot's options stand over the film's of the same engine."""
    name = shot.engine or engine
    asked = {**(options if name == engine else {}), **shot.engine_options}
    settings = read_settings(find_engine(name), asked)
    return Chosen(engine=name, settings=settings, inputs=whole_paths(shot, root))


def whole_paths(shot: Shot, root: Path) -> Inputs:
    """The shot's inputs with absolute paths; UsageError for a file that is not there."""
    for field, name in input_files(shot.inputs).items():
        if not (root / name).is_file():
            raise UsageError(
                f"shot {shot.number}: inputs.{field} '{name}' is not in {root}",
                zh=f"镜头 {shot.number}：inputs.{field}“{name}”不在 {root} 里",
            )
    whole = {one: str((root / getattr(shot.inputs, one)).resolve()) for one in ("start", "end", "video")
             if getattr(shot.inputs, one)}  # fmt: skip
    references = tuple(str((root / name).resolve()) for name in shot.inputs.references)
    return replace(shot.inputs, references=references, **whole)


def input_files(inputs: Inputs) -> dict[str, str]:
    """The files that inputs name, by field: `start`, `references[0]`."""
    named = {one: getattr(inputs, one) for one in ("start", "end", "video") if getattr(inputs, one)}
    return named | {f"references[{at}]": name for at, name in enumerate(inputs.references)}


def check_choice(chosen: Chosen, shot: Shot, board: Storyboard) -> None:
    """UsageError when the engine lacks something here or cannot honour the shot."""
    check_shot(find_engine(chosen.engine), chosen.settings, shot, board)


def price_left(chosen: Chosen, shot: Shot, board: Storyboard, options: Options) -> float:
    """US dollars that a take still costs: what an earlier run asked for is not paid for again."""
    whole = price_of(chosen, len(frames_of(shot, options)), board.fps)
    if not whole:
        return 0.0
    made = made_frames(chosen.capabilities, len(frames_of(shot, options)))
    return whole * unpaid_frames(find_engine(chosen.engine), shot, board, options) / made


def price_of(chosen: Chosen, frames: int, fps: int) -> float:
    """US dollars for one take; UsageError when nobody said what a second costs."""
    can = chosen.capabilities
    if can.price is None:
        raise UsageError(
            f"engine '{chosen.engine}' does not know what a second of picture costs; say so with "
            "--set price=0.05 (US dollars; 0 for your own machine)",
            zh=f"引擎“{chosen.engine}”不知道一秒画面多少钱；请用 --set price=0.05 说明"
            "（美元；自己的机器写 0）",
        )
    return can.price * made_frames(can, frames) / fps


def check_budget(prices: Iterable[float], budget: float | None) -> None:
    """UsageError when the takes to shoot cost more than the person allows; nothing is spent unasked."""
    total = round(sum(prices), 2)
    if total > (budget or 0.0):
        allowed = "no --budget was given" if budget is None else f"--budget is {budget:.2f}"
        granted = "没有给 --budget" if budget is None else f"--budget 是 {budget:.2f}"
        raise UsageError(
            f"these takes would cost about {total:.2f} US dollars and {allowed}; allow it with "
            f"--budget {total:.2f}, or choose another --engine",
            zh=f"这些镜头大约要花 {total:.2f} 美元，而{granted}；要花就写 --budget {total:.2f}，"
            "或换个 --engine",
        )
