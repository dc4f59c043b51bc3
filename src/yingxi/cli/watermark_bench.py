"""`yingxi bench watermark`: what a film's mark survives and costs, and how another one does on the same."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from yingxi.film import Brief
from yingxi.media.frames import Bytes, Planes

HELD_OUT = (
    ("国潮龙舟赛+无人机灯光秀", "东方赛博朋克"), ("a sailing ship in a storm at sea", ""),
    ("雪夜里的灯笼古镇", "水墨"), ("a red balloon over the desert at noon", ""), ("宫殿里的舞者", "剪纸"),
    ("a detective walks a rainy street at night", "黑色电影"),
)  # fmt: skip
"""Prompt and look of each clip: night, sea, ink, plain sky, paper, rain."""

PAYLOAD = 0x0123_4567_89AB_CDEF
SECONDS = 2
ABSENT = "invisible-watermark is not installed (it brings torch): pip install invisible-watermark"
PEER_CLIPS = 1
PEER = b"Yxi1"
"""What the other mark carries: its 32 bits."""


def bench_watermark(size: tuple[int, int], clips: int) -> dict[str, Any]:
    """Attacks on marked clips and stills of our own world: how many are read to the last bit."""
    from yingxi.trust.watermark.attacks import STILL_ATTACKS, VIDEO_ATTACKS

    peer = "invisible-watermark dwtDctSvd" if find_spec("imwatermark") else ""
    films: dict[str, list[dict[str, Any]]] = {name: [] for name in VIDEO_ATTACKS}
    stills: dict[str, list[dict[str, Any]]] = {name: [] for name in STILL_ATTACKS}
    costs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="yingxi-bench-") as folder:
        for number, (prompt, look) in enumerate(HELD_OUT[:clips]):
            print(f"{number + 1}/{min(clips, len(HELD_OUT))} {prompt}", file=sys.stderr, flush=True)
            frames = clip_frames(prompt, look, size)
            place = Path(folder) / str(number)
            place.mkdir()
            costs.append(measure_costs(frames, place, first=number == 0))
            for name, found in try_videos(frames, place, bool(peer) and number < PEER_CLIPS).items():
                films[name].append(found)
            for name, found in try_stills(frames[len(frames) // 2]).items():
                stills[name].append(found)
    return {
        "size": f"{size[0]}x{size[1]}", "clips": len(costs), "seconds_a_clip": SECONDS,
        "peer": f"{peer}, the first {min(PEER_CLIPS, len(costs))} clips" if peer else ABSENT,
        "costs": {name: round(float(np.mean([c[name] for c in costs if name in c])), 2) for name in costs[0]},
        "films": {name: summary(found) for name, found in films.items()},
        "stills": {name: summary(found) for name, found in stills.items()},
    }  # fmt: skip


def clip_frames(prompt: str, look: str, size: tuple[int, int]) -> list[Planes]:
    """Two seconds of the longest shot of a film, unmarked."""
    from yingxi.art.dress import dress
    from yingxi.engines.world import warm_renderer
    from yingxi.story import choose_writer

    brief = Brief(prompt=prompt, look=look, seconds=20, width=size[0], height=size[1])
    writer = choose_writer({})
    board = writer.board(writer.write(brief), brief)
    shot = max((one for one in board.shots if one.title is None), key=lambda one: one.length)
    renderer = warm_renderer(size, board.fps, False)
    renderer.load(dress(shot, board).world)
    drawn = renderer.frames(range(SECONDS * board.fps))
    return [Planes(y=one.y.copy(), u=one.u.copy(), v=one.v.copy()) for one in drawn]


def write_clip(path: Path, frames: Iterator[Planes] | Sequence[Planes], through: Any = None) -> Path:
    """Frames as a take is encoded."""
    from yingxi.media import VideoWriter

    first, *rest = frames
    with VideoWriter(path, first.size, 24, through=through) as writer:
        for planes in (first, *rest):
            writer.write(planes)
    return path


def measure_costs(frames: Sequence[Planes], place: Path, first: bool) -> dict[str, float]:
    """Core-milliseconds to mark a frame, luma PSNR; of the first clip, seconds to read ten of it."""
    from yingxi.trust.watermark import Mark, detect_video

    mark = Mark(payload=PAYLOAD)
    mark(frames[0])
    begun = sum(os.times()[:2])
    marked = [mark(planes) for planes in frames]
    spent = sum(os.times()[:2]) - begun
    pairs = zip(marked, frames, strict=True)
    errors = [np.mean((new.y.astype(np.float32) - old.y) ** 2) for new, old in pairs]
    figures = {
        "mark_core_ms_a_frame": spent * 1e3 / len(frames),
        "psnr_db": float(10 * np.log10(255**2 / np.mean(errors))),
    }
    if first:
        there = [*frames, *frames[::-1]]
        path = write_clip(place / "ten.mp4", (there * 5)[: 10 * 24], mark)
        begun_wall, begun = perf_counter(), sum(os.times()[:2])
        detect_video(path)
        figures["read_10_s_wall_s"] = perf_counter() - begun_wall
        figures["read_10_s_core_s"] = sum(os.times()[:2]) - begun
    return figures


def try_videos(frames: Sequence[Planes], place: Path, peer: bool) -> dict[str, dict[str, Any]]:
    """Every attack on one clip with our mark, and on the same clip with the other's."""
    from yingxi.trust.watermark import Mark, detect_video
    from yingxi.trust.watermark.attacks import VIDEO_ATTACKS, attack_video

    ours = write_clip(place / "ours.mp4", frames, Mark(payload=PAYLOAD))
    theirs = write_clip(place / "theirs.mp4", peer_marked(frames)) if peer else None
    found: dict[str, dict[str, Any]] = {}
    for name, passes in VIDEO_ATTACKS.items():
        reading = detect_video(attack_video(ours, place, passes))
        found[name] = {
            "read": reading is not None and reading.payload == PAYLOAD,
            "wrong": reading is not None and reading.payload != PAYLOAD,
            "score": reading.score if reading else 0.0,
        }
        if theirs:
            found[name]["peer"] = peer_accuracy(attack_video(theirs, place, passes), frames[0].size)
    return found


def try_stills(frame: Planes) -> dict[str, dict[str, Any]]:
    """Every attack on one still."""
    from yingxi.media import rgb_from_planes
    from yingxi.trust.watermark import detect_still, mark_still
    from yingxi.trust.watermark.attacks import STILL_ATTACKS

    marked = mark_still(rgb_from_planes(frame), PAYLOAD)
    found = {}
    for name, attack in STILL_ATTACKS.items():
        reading = detect_still(attack(marked))
        found[name] = {
            "read": reading is not None and reading.payload == PAYLOAD,
            "wrong": reading is not None and reading.payload != PAYLOAD,
            "score": reading.score if reading else 0.0,
        }
    return found


def summary(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One row of the table: clips read to the last bit, wrong ones, the lowest score, the other's bits."""
    row: dict[str, Any] = {
        "read": sum(one["read"] for one in found),
        "of": len(found),
        "wrong": sum(one["wrong"] for one in found),
        "lowest_score": min(one["score"] for one in found),
    }
    peers = [one["peer"] for one in found if "peer" in one]
    return row | ({"peer_bit_accuracy": round(float(np.mean(peers)), 3)} if peers else {})


def peer_marked(frames: Sequence[Planes]) -> Iterator[Planes]:
    """The frames with 32 bits by dwtDctSvd in every one."""
    from imwatermark import WatermarkEncoder

    from yingxi.media import planes_from_rgb, rgb_from_planes

    encoder = WatermarkEncoder()
    encoder.set_watermark("bytes", PEER)
    for planes in frames:
        marked = encoder.encode(rgb_from_planes(planes)[..., ::-1], "dwtDctSvd")
        yield planes_from_rgb(np.ascontiguousarray(marked[..., ::-1]))


def peer_accuracy(path: Path, size: tuple[int, int]) -> float:
    """The share of its 32 bits that are right after a vote over six frames, scaled to their old size."""
    from imwatermark import WatermarkDecoder
    from PIL import Image

    from yingxi.media import rgb_from_planes
    from yingxi.media.decode import planes_of

    decoder = WatermarkDecoder("bytes", 8 * len(PEER))
    votes = np.zeros(8 * len(PEER))
    pictures = every_eighth(path, lambda frame: rgb_from_planes(planes_of(frame)))
    for picture in pictures:
        full = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
        bits = np.unpackbits(np.frombuffer(decoder.decode(full[..., ::-1].copy(), "dwtDctSvd"), np.uint8))
        votes += bits * 2.0 - 1
    right = np.unpackbits(np.frombuffer(PEER, np.uint8))
    return float(np.mean((votes > 0) == right))


def every_eighth(path: Path, picture_of: Callable[[Any], Bytes]) -> Iterator[Bytes]:
    """Each eighth picture of a film."""
    import av

    with av.open(path) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % 8 == 0:
                yield picture_of(frame.reformat(format="yuv420p"))


def table(figures: dict[str, Any], language: str) -> Iterator[str]:
    """The figures as lines of text."""
    words = ("读对", "最低分", "对方位准确率") if language == "zh" else ("read", "lowest", "peer's bits")
    for name in ("size", "clips", "seconds_a_clip", "peer"):
        yield f"{name}: {figures[name]}"
    yield from (f"{name}: {value}" for name, value in figures["costs"].items())
    yield f"{'':40}{words[0]:>8}{words[1]:>10}{words[2]:>14}"
    for kind in ("films", "stills"):
        for name, row in figures[kind].items():
            read = f"{row['read']}/{row['of']}"
            yield f"{name:40}{read:>8}{row['lowest_score']:>10.1f}{row.get('peer_bit_accuracy', ''):>14}"
