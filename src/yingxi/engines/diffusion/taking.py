"""From painted frames to a take: pictures, sound, and what should be said about them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from yingxi.engines.diffusion.gathering import Gathered
from yingxi.engines.diffusion.planning import fitted, spread
from yingxi.engines.diffusion.request import Painted
from yingxi.engines.diffusion.warm import Held
from yingxi.engines.protocol import Options, frames_of
from yingxi.film import Depiction, Shot, Storyboard


def write_frames(
    frames: np.ndarray, gathered: Gathered, shot: Shot, board: Storyboard, options: Options, media: Path
) -> None:
    """The painted frames as the take's: held where they were painted fewer, at the film's size."""
    from yingxi.media import VideoWriter, planes_from_rgb

    wanted, size = frames_of(shot, options), (board.width, board.height)
    each = [frame for frame in frames for _ in range(gathered.held)]
    shown = spread(each, gathered.plan.fps, board.fps, len(wanted))
    with VideoWriter(
        media, size, board.fps, keyframes=options.keyframes, draft=options.draft, through=options.mark
    ) as writer:
        for frame in shown:
            writer.write(planes_from_rgb(fitted(frame, size)))


def write_sound(painted: Painted, media: Path, seconds: float) -> str:
    """The model's own sound beside the take, as long as the take; gives its path, or nothing."""
    if painted.sound is None:
        return ""
    import soundfile

    count = round(seconds * painted.rate)
    samples = np.zeros((count, painted.sound.shape[1]), np.float32)
    kept = painted.sound[:count]
    samples[: len(kept)] = kept
    path = media.with_suffix(".wav")
    soundfile.write(path, samples, painted.rate, subtype="PCM_24")
    return str(path)


def depictions_of(gathered: Gathered, shot: Shot, board: Storyboard) -> tuple[Depiction, ...]:
    """How the person's words are shown: painted; whether the model did as told is for people to judge."""
    controls, zh = gathered.plan.controls, board.language == "zh"
    said = "、".join(controls) if zh else ", ".join(controls)
    if zh:
        reason = f"由模型画出，按预演的 {said}" if controls else "由模型按提示词画出，没有预演约束"
    else:
        reason = f"painted, steered by the previs' {said}" if controls else "painted from the prompt alone"
    words = {shot.place: shot.set} | {one.words: one.asset for one in shot.subjects}
    return tuple(
        Depiction(words=word, asset=asset, how="painted", reason=reason)
        for word, asset in words.items()
        if word
    )


Pair = tuple[bool, str, str]
"""Whether something is so, and how it is said in Chinese and in English."""


def notes_of(gathered: Gathered, held: Held, board: Storyboard) -> tuple[str, ...]:
    """Every downgrade in the film's language."""
    zh = board.language == "zh"
    pairs = [*about_frames(gathered, board), *about_model(gathered, held)]
    said = tuple(chinese if zh else english for holds, chinese, english in pairs if holds)
    return said + tuple(gathered.previs.notes if gathered.previs is not None else ())


def about_frames(gathered: Gathered, board: Storyboard) -> Iterator[Pair]:
    """What was painted other than the film shows it: size, rate, single pictures, a start of our own."""
    plan = gathered.plan
    painted, film = "{}x{}".format(*plan.size), f"{board.width}x{board.height}"
    yield painted != film, f"模型画的是 {painted}，放大到 {film}", f"painted at {painted}, fitted to {film}"
    yield (
        plan.fps != board.fps,
        f"模型每秒画 {plan.fps} 格，其余的格重复",
        f"painted at {plan.fps} frames a second; frames in between are held",
    )
    yield (
        gathered.held > 1,
        f"这是图片模型：每张画停 {gathered.held} 格",
        f"a picture model: each picture stands for {gathered.held} frames",
    )
    yield (
        plan.starts,
        "这个模型要起始画面：用的是预演的第一格",
        "this model needs a start frame: the previs' first was used",
    )


def about_model(gathered: Gathered, held: Held) -> Iterator[Pair]:
    """Memory that ran out, haste that was not possible, words without translation."""
    yield (
        bool(held.stepped),
        f"显存或内存不够，布局从 {held.stepped} 降到 {held.plan.name}",
        f"out of memory: the plan went from {held.stepped} down to {held.plan.name}",
    )
    left, foreign = held.haste.left_out, gathered.written.foreign
    yield bool(left), "没能用上的加速：" + "；".join(left), "not made faster by: " + "; ".join(left)
    yield (
        bool(foreign),
        "提示词里没有译文、照写的词：" + "、".join(foreign),
        "words without a translation stand as they were written: " + ", ".join(foreign),
    )
