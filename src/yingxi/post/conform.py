"""From the cut to one picture file: what a take has whole is copied, the rest is encoded once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import opentimelineio as otio

from yingxi.media import Probe, VideoJoiner, can_copy, probe
from yingxi.post.compose import Overlay, Renew, compose_run
from yingxi.post.edits import EditList, film_metadata, film_size, list_edits
from yingxi.post.runs import Run, check_reach, merge_runs, plan_runs

CODERS = 2
"""Runs that are encoded at a time; their bytes do not depend on it."""

Progress = Callable[[int, int], None]
"""Called with frames done and frames in all; raising from it leaves nothing behind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conformed:
    """A picture file without sound. `copied` frames are the takes' own packets, `encoded` ones are new."""

    path: Path
    size: tuple[int, int]
    fps: int
    frames: int
    copied: int
    encoded: int
    notes: tuple[str, ...] = ()


def conform(
    timeline: otio.schema.Timeline, folder: Path, out: Path, overlays: Sequence[Overlay] = (),
    draft: bool = False, progress: Progress | None = None, renew: Renew | None = None,
) -> Conformed:
    """Write the cut's picture to `out` (MP4, H.264, no sound). `folder` is the film's, for relative media.

    `overlays` are words on the picture (titles, burnt-in subtitles); each frame under them goes to `renew`
    as it was and as it is, so that a watermark can be put back. Raises UsageError for a cut that cannot be
    honoured, YingxiError for media that is missing, too short or of another size.
    """
    listed = list_edits(timeline, folder)
    probes = {edit.media: probe(edit.media) for edit in listed.edits if edit.media}
    size = film_size(timeline, listed)
    check_reach(listed.edits, probes)
    copyable = frozenset(path for path, seen in probes.items() if can_copy(seen, size, listed.fps))
    painted = [(overlay.start, overlay.stop) for overlay in overlays]
    runs = merge_runs(plan_runs(listed.edits, painted, probes, copyable))
    with VideoJoiner(out, size, listed.fps, draft=draft) as joiner:
        for _ in put_runs(joiner, runs, listed, overlays, renew):
            if progress:
                progress(joiner.count, listed.frames)
    return Conformed(
        path=out, size=size, fps=listed.fps, frames=joiner.count, copied=joiner.copied,
        encoded=joiner.encoded, notes=listed.notes + uncopied_notes(timeline, probes, copyable),
    )


def put_runs(
    joiner: VideoJoiner, runs: Sequence[Run], listed: EditList, overlays: Sequence[Overlay],
    renew: Renew | None = None,
) -> Iterator[Run]:
    """Append the runs in order, each told when it is in; those encoded anew are made side by side."""

    def code(run: Run) -> Path:
        return joiner.code(compose_run(run, listed.edits, joiner.size, overlays, renew), run.start)

    pool = ThreadPoolExecutor(CODERS, "conform")
    try:
        coded = {run.start: pool.submit(code, run) for run in runs if run.source is None}
        for run in runs:
            if run.source is not None:
                joiner.copy(run.source, run.into, run.into + run.stop - run.start)
            else:
                joiner.append(coded[run.start].result())
            yield run
    finally:
        pool.shutdown(cancel_futures=True)


def uncopied_notes(
    timeline: otio.schema.Timeline, probes: dict[Path, Probe], copyable: frozenset[Path]
) -> tuple[str, ...]:
    """One line for each file whose frames had to be encoded a second time."""
    chinese = film_metadata(timeline).get("language") == "zh"
    words = (
        "{}：编码参数和本片不同，整段重新编码" if chinese
        else "{}: coded with other parameters than this film, so all of it was encoded again"
    )
    return tuple(words.format(path.name) for path in probes if path not in copyable)
