"""`yingxi bench`: what a film, a frame and a vocabulary cost or reach, measured on this machine."""

import json
import os
import tempfile
import threading
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from yingxi.cli.films import read_size
from yingxi.film import Brief, Shot, Storyboard
from yingxi.film.errors import UsageError, unknown

HEADLINE = "国潮龙舟赛+无人机灯光秀"


def bench(
    language: str,
    what: str,
    *,
    prompt: str | None,
    seconds: float | None,
    size: str | None,
    draft: bool,
    full: bool,
    as_json: bool,
) -> None:
    """Measure one thing and print it."""
    width, height = read_size(size or "1920x1080")
    brief = Brief(prompt=prompt or HEADLINE, seconds=seconds or 120.0, width=width, height=height)
    benches: dict[str, Callable[[], dict[str, Any]]] = {
        "film": lambda: bench_film(brief, draft),
        "world": lambda: bench_world(brief),
        "coverage": bench_coverage,
        "diffusion": lambda: bench_painting(full),
        "watermark": lambda: bench_mark(brief),
    }
    if what not in benches:
        raise unknown("benchmark", what, benches, "yingxi bench --help")
    if full and what != "diffusion":
        raise UsageError(f"--full is for bench diffusion, not for bench {what}")
    figures = benches[what]()
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    elif what == "watermark":
        from yingxi.cli.watermark_bench import table

        print(*table(figures, language), sep="\n")
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")


def bench_mark(brief: Brief) -> dict[str, Any]:
    """Attacks on the watermark; six clips of two seconds, fewer when fewer seconds are asked for."""
    from yingxi.cli.watermark_bench import HELD_OUT, SECONDS, bench_watermark

    clips = min(len(HELD_OUT), max(1, round(brief.seconds / SECONDS)))
    return bench_watermark((brief.width, brief.height), clips)


def bench_film(brief: Brief, draft: bool) -> dict[str, Any]:
    """A whole film in a fresh folder, again with nothing changed, again with one shot changed.

    Wall seconds, core-milliseconds a frame over all processes, peak resident memory of all processes in MB.
    """
    from dataclasses import replace

    from yingxi.production import make_film
    from yingxi.store import save

    with tempfile.TemporaryDirectory(prefix="yingxi-bench-") as folder:
        figures: dict[str, Any] = {
            "prompt": brief.prompt,
            "size": f"{brief.width}x{brief.height}",
            "draft": draft,
        }
        with Meter() as meter:
            film = make_film(brief, folder, draft=draft)
        board = film.storyboard
        if board is None:
            raise RuntimeError("a whole film has a storyboard")
        figures |= meter.figures() | {
            "frames": board.frames,
            "core_ms_a_frame": round(meter.core_seconds * 1e3 / board.frames),
            "stages_s": {name: round(value, 1) for name, value in film.seconds.items()},
            "shooting_core_ms_a_frame": round(
                sum(take.seconds for take in film.takes)
                * 1e3
                / sum(t.length + t.head + t.tail for t in film.takes)
            ),
        }
        with Meter() as meter:
            make_film(brief, folder, draft=draft)
        figures["nothing_changed_s"] = round(meter.wall, 2)
        changed = board.shots[len(board.shots) // 2]
        shots = tuple(replace(s, seed=s.seed + 1) if s is changed else s for s in board.shots)
        save(film.folder.storyboard, replace(board, shots=shots, width=brief.width, height=brief.height))
        with Meter() as meter:
            make_film(brief, folder, draft=draft)
        return figures | {"one_shot_changed_s": round(meter.wall, 2)}


def bench_world(brief: Brief) -> dict[str, Any]:
    """Core-milliseconds of whole frames and each pass over six shots of the film, and of encoding alone."""
    from yingxi.art.dress import dress
    from yingxi.story import choose_writer
    from yingxi.world.bench import bench

    writer = choose_writer({})
    board = writer.board(writer.write(brief), brief)
    picks = board.shots[:: max(1, len(board.shots) // 6)][:6]
    size = (brief.width, brief.height)
    figures = {f"{s.number} {s.set} {s.size}": bench(dress(s, board).world, size, first=12) for s in picks}
    return {
        "size": f"{size[0]}x{size[1]}",
        "core_ms": round(sum(one["core_ms"] for one in figures.values()) / len(figures), 1),
        "encode_core_ms": bench_encoder(board.shots[0], board, size),
        "shots": figures,
    }


def bench_encoder(shot: Shot, board: Storyboard, size: tuple[int, int]) -> float:
    """Core-milliseconds a frame of encoding alone, on drawn frames: the floor under any picture."""
    from yingxi.art.dress import dress
    from yingxi.engines.world import warm_renderer
    from yingxi.media import Planes, VideoWriter

    renderer = warm_renderer(size, board.fps, False)
    renderer.load(dress(shot, board).world)
    drawn = [Planes(y=f.y.copy(), u=f.u.copy(), v=f.v.copy()) for f in renderer.frames(range(24))]
    with tempfile.TemporaryDirectory() as folder:
        begun = sum(os.times()[:2])
        with VideoWriter(Path(folder) / "bench.mp4", size, board.fps) as writer:
            for planes in drawn * 3:
                writer.write(planes)
        return round((sum(os.times()[:2]) - begun) * 1e3 / (3 * len(drawn)), 1)


def bench_painting(full: bool) -> dict[str, Any]:
    """What the diffusion adapter costs over bare diffusers, on random weights; `full`: the table of speed."""
    from yingxi.engines.diffusion.signatures import has_diffusers

    if not has_diffusers():
        raise UsageError("bench diffusion needs torch and diffusers; pip install 'yingxi[diffusion]'")
    if full:
        from yingxi.engines.diffusion.speed_table import speed_table

        return speed_table()
    from yingxi.engines.diffusion.bench import bench_diffusion

    return bench_diffusion()


def bench_coverage() -> dict[str, Any]:
    """The share of the prompt list's nouns that are shown; a flat relief counts half."""
    import yaml

    from yingxi.story.measure import measure_prompt

    text = files("yingxi.cli").joinpath("data/prompts.yaml").read_text(encoding="utf-8")
    rows, whole, half, total = {}, 0, 0, 0
    for prompt in yaml.safe_load(text)["prompts"]:
        brief = Brief(prompt=prompt["text"], seconds=60, look=prompt.get("look", ""), language=prompt["lang"])
        found = measure_prompt(prompt["id"], brief, prompt["nouns"])
        reliefs = sum(how == "relief" for how in found.shown.values())
        whole, half, total = whole + len(found.shown) - reliefs, half + reliefs, total + len(prompt["nouns"])
        rows[prompt["id"]] = {**found.shown, **dict.fromkeys(found.missing, "not depicted")}
    share = round((whole + half / 2) / total, 3)
    return {"nouns": total, "real": whole, "relief": half, "share": share, "prompts": rows}


class Meter:
    """Wall time, processor time and peak memory of this process and its children while it runs."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.core_seconds = 0.0
        self.peak_mb = 0.0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)
        self._alive: dict[int, float] = {}

    def __enter__(self) -> "Meter":
        self._begun, self._before = perf_counter(), os.times()
        self._watch.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.wall = perf_counter() - self._begun
        self._stop.set()
        self._watch.join()
        after = os.times()
        self.core_seconds = sum(after[:4]) - sum(self._before[:4])

    def figures(self) -> dict[str, Any]:
        """The measured figures by name."""
        return {
            "wall_s": round(self.wall, 1),
            "core_s": round(self.core_seconds, 1),
            "peak_mb": round(self.peak_mb),
        }

    def _sample(self) -> None:
        import psutil

        root = psutil.Process()
        while not self._stop.is_set():
            resident = 0
            for process in (root, *root.children(recursive=True)):
                try:
                    resident += process.memory_info().rss
                except psutil.Error:
                    continue
            self.peak_mb = max(self.peak_mb, resident / 2**20)
            sleep(0.2)
