"""Why an engine cannot shoot a shot, in one line that names those which can."""

from collections.abc import Iterator
from typing import Any

from yingxi.engines.capabilities import Both, Capabilities, Terms, length_on_grid, longest_pass
from yingxi.engines.protocol import Engine
from yingxi.engines.registry import engine_names, find_engine
from yingxi.engines.settings import read_settings
from yingxi.engines.territories import spell_territories, standing
from yingxi.film import Inputs, Shot, Storyboard
from yingxi.film.errors import UsageError, YingxiError


def check_shot(engine: Engine, settings: Any, shot: Shot, board: Storyboard) -> None:
    """UsageError when the engine lacks something here or cannot honour the shot; nothing is dropped."""
    can = engine.capabilities_with(settings)
    for lack in engine.lacks(settings):
        raise UsageError(
            f"engine '{can.name}' cannot shoot here: {lack.what[1]}; {lack.get[1]}",
            zh=f"引擎“{can.name}”在这里拍不了：{lack.what[0]}；{lack.get[0]}",
        )
    for chinese, english in reasons_against(can, shot, board):
        others = engines_that_can(shot, board, besides=can.name)
        instead = f"; these can: {', '.join(others)} (engine: in storyboard.yaml, or --engine)"
        either = f"；这些可以：{'、'.join(others)}（storyboard.yaml 里的 engine:，或 --engine）"
        raise UsageError(
            f"shot {shot.number}: engine '{can.name}' {english}{instead if others else ''}",
            zh=f"镜头 {shot.number}：引擎“{can.name}”{chinese}{either if others else ''}",
        )


def engines_that_can(shot: Shot, board: Storyboard, besides: str = "") -> tuple[str, ...]:
    """The installed engines that lack nothing here and can honour the shot with their standard options."""
    return tuple(name for name in engine_names() if name != besides and can_shoot(name, shot, board))


def can_shoot(name: str, shot: Shot, board: Storyboard) -> bool:
    """Whether the engine of that name could shoot the shot here, now, with its standard options."""
    try:
        engine = find_engine(name)
        settings = read_settings(engine, {})
        can = engine.capabilities_with(settings)
        return not engine.lacks(settings) and next(reasons_against(can, shot, board), None) is None
    except YingxiError:
        return False


def reasons_against(can: Capabilities, shot: Shot, board: Storyboard) -> Iterator[Both]:
    """What of a shot goes beyond the capabilities, each with what is allowed, in Chinese and English."""
    yield from against_place(can.terms)
    yield from against_size(can, (board.width, board.height))
    yield from against_inputs(can, shot.inputs)
    yield from against_length(can, shot)
    if can.fps and board.fps not in can.fps:
        yield (
            f"每秒只做 {' 或 '.join(map(str, can.fps))} 帧，要的是 {board.fps}（--fps）",
            f"makes {' or '.join(map(str, can.fps))} frames a second, got {board.fps} (--fps)",
        )


def against_place(terms: Terms) -> Iterator[Both]:
    """A licence that does not apply where the person is; where nobody said where that is, they are asked."""
    found = standing(terms)
    zh, en = (spell_territories(found.excluded, language) for language in ("zh", "en"))
    if found.barred:
        yield (
            f"的许可（{terms.licence}）不适用于{zh}，而你在 {found.code}",
            f"may not be used in {found.code}: its licence ({terms.licence}) does not apply in {en}",
        )
    elif found.open:
        yield (
            f"的许可（{terms.licence}）不适用于{zh}；请说明你在哪里：--territory CN，或在这台机器上说一次"
            " yingxi territory CN",
            f"paints under a licence ({terms.licence}) that does not apply in {en}; say where you are: "
            "--territory US, or once for this machine: yingxi territory US",
        )


def against_size(can: Capabilities, size: tuple[int, int]) -> Iterator[Both]:
    """What speaks against a picture size."""
    got, (least, most) = "{}x{}".format(*size), (can.smallest, can.largest)
    if can.sizes and size not in can.sizes:
        sizes = ["{}x{}".format(*one) for one in can.sizes]
        yield (
            f"只做 {'、'.join(sizes)}，要的是 {got}（--size）",
            f"makes {', '.join(sizes)}, got {got} (--size)",
        )
    elif not all(low <= side <= high for low, side, high in zip(least, size, most, strict=True)):
        low, high = "{}x{}".format(*least), "{}x{}".format(*most)
        yield (
            f"做不了 {got}；可以是 {low} 到 {high}（--size）",
            f"cannot make {got}; allowed: {low} to {high} (--size)",
        )
    elif any(side % can.step for side in size):
        near = "{}x{}".format(*(max(can.step, round(side / can.step) * can.step) for side in size))
        yield (
            f"的尺寸要是 {can.step} 的倍数，要的是 {got}；最近的是 {near}（--size）",
            f"needs sizes in steps of {can.step}, got {got}; the nearest is {near} (--size)",
        )


def against_inputs(can: Capabilities, inputs: Inputs) -> Iterator[Both]:
    """What speaks against the pictures and words that a shot is to start from."""
    for name in can.requires:
        if not getattr(inputs, name):
            how = " or --photo FILE" if name == "start" else ""
            yield (
                f"需要“{name}”（storyboard.yaml 里的 inputs:{how and '，或 --photo 文件'}）",
                f"needs a '{name}' (inputs: in storyboard.yaml{how})",
            )
    for name in ("start", "end", "video", "references", "negative"):
        if getattr(inputs, name) and name not in can.inputs:
            taken = can.inputs or ("none",)
            yield (
                f"不收“{name}”（storyboard.yaml 里的 inputs:）；它收：{'、'.join(can.inputs) or '无'}",
                f"takes no '{name}' (inputs: in storyboard.yaml); it takes: {', '.join(taken)}",
            )


def against_length(can: Capabilities, shot: Shot) -> Iterator[Both]:
    """A shot longer than one pass needs a start frame to go on from; else it must be split."""
    most = longest_pass(can)
    if most and shot.length > most and "start" not in can.inputs:
        yield (
            f"一次最多做 {most} 帧，又不能从起始画面接着做；这个镜头有 {shot.length} 帧："
            "请在 storyboard.yaml 里拆开",
            f"makes at most {most} frames in one go and cannot go on from a start frame; the shot has "
            f"{shot.length}: split it in storyboard.yaml",
        )
    elif most and length_on_grid(can, 1) > most:
        yield (
            f"没有 {can.shortest} 到 {can.longest} 帧之间的长度可做",
            f"makes no length between {can.shortest} and {can.longest} frames",
        )
