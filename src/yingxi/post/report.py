"""report.html: what was made and of what, what could not be made and why, in one file and both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from platform import python_version
from typing import Any

from yingxi.film import Brief, Depiction, Screenplay, Shot, Storyboard, Take
from yingxi.post.report_checks import checks_of
from yingxi.post.report_frames import HERO_WIDTH, find_selects, picture_address, shot_pictures
from yingxi.store.atomic import write_text
from yingxi.store.packs import pack_status
from yingxi.store.yaml_reading import read_data


@dataclass(frozen=True, kw_only=True, slots=True)
class Licence:
    """Something of others that is in the film, the terms on which it may be, and what it gives (zh, en)."""

    name: str
    licence: str
    source: str = ""
    gives: tuple[str, str] = ("", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportData:
    """Everything that the report tells.

    `seconds` is wall time by stage. `copied` and `encoded` count the master's frames; loudness is in LUFS,
    `true_peak` in dBTP, `loudness_range` in LU (None: not measured). `licences` are those of assets used;
    packs and packages are added by the report itself. `versions` adds to those it finds.
    """

    brief: Brief
    board: Storyboard
    takes: tuple[Take, ...]
    screenplay: Screenplay | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    copied: int | None = None
    encoded: int | None = None
    loudness: float | None = None
    true_peak: float | None = None
    loudness_range: float | None = None
    licences: tuple[Licence, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    look_name: str = ""


def write_report(folder: Path, data: ReportData, out: Path) -> Path:
    """Write the self-contained report to `out`. `folder` is the film's, where its takes' files are."""
    from jinja2 import Environment, StrictUndefined

    template = files("yingxi.post").joinpath("templates/report.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False).from_string(template)
    write_text(out, page.render(report_context(folder, data)))
    return out


def report_words() -> dict[str, dict[str, list[str]]]:
    """Terms and labels in both languages."""
    text = files("yingxi.post").joinpath("data/report_words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, list[str]]] = read_data(text)
    return words


def report_context(folder: Path, data: ReportData) -> dict[str, Any]:
    """What the template needs."""
    board, words = data.board, report_words()
    language = board.language
    pictures = shot_pictures(folder, board, data.takes)
    selects = find_selects(data.takes)
    shots = [
        shot_row(one, board.fps, pictures.get(one.number, ""), checks_of(selects.get(one.number), language))
        for one in board.shots
    ]
    return {
        "terms": words["terms"], "labels": words["labels"], "language": language, "title": board.title,
        "width": board.width, "height": board.height, "prompt": data.brief.prompt, "shots": shots,
        "facts": facts(data), "hero": hero_picture(folder, board, data.takes),
        "narration": [{"at": clock(line.start, board.fps), "text": line.text} for line in board.narration],
        "depicted": depicted(data.takes), "missing": missing(board, data.takes),
        "notes": all_notes(data),
        "stages": stage_bars(data.seconds), "delivery": delivery(data),
        "versions": {**known_versions(data.takes), **data.versions},
        "licences": [*data.licences, *pack_licences()],
    }


def all_notes(data: ReportData) -> list[str]:
    """Notes of the storyboard, the takes and the rest, each once."""
    of_takes = [note for take in data.takes for note in take.notes]
    return list(dict.fromkeys([*data.board.notes, *of_takes, *data.notes]))


def clock(frame: int, fps: int) -> str:
    """Minutes:seconds.tenths."""
    tenths = round(frame * 10 / fps)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def shot_row(shot: Shot, fps: int, picture: str, checks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One shot for the sheet and the table; `checks` is what was measured of it."""
    view = [shot.beat, shot.size, shot.angle, shot.move, *([shot.join] if shot.join != "cut" else [])]
    return {
        "number": shot.number, "at": clock(shot.start, fps), "seconds": f"{shot.length / fps:.1f}",
        "description": shot.description, "lens": f"{shot.lens:g}", "view": view, "picture": picture,
        "title": shot.title.text if shot.title else "", "checks": checks,
        "subjects": [
            subject.words + (f" ×{subject.count}" if subject.count > 1 else "") for subject in shot.subjects
        ],
    }


def facts(data: ReportData) -> list[dict[str, str]]:
    """The film in one line."""
    board = data.board
    engines = sorted({take.slate.engine for take in data.takes})
    writer = data.screenplay.writer if data.screenplay else ""
    rows = [
        ("片长", "Length", f"{board.frames / board.fps:.1f} s · {board.frames} f"),
        ("画幅", "Picture", f"{board.width}×{board.height} · {board.fps} fps"),
        ("风格", "Look", data.look_name or board.look),
        ("镜头", "Shots", str(len(board.shots))),
        ("引擎", "Engine", ", ".join(engines)),
        ("编剧", "Writer", writer),
        ("种子", "Seed", str(data.brief.seed)),
    ]
    return [{"zh": zh, "en": en, "value": value} for zh, en, value in rows if value]


def hero_picture(folder: Path, board: Storyboard, takes: Sequence[Take]) -> str:
    """The picture to show large: the strongest wide shot of the climax; empty when there is none."""
    selects = find_selects(takes)
    shown = [shot for shot in board.shots if shot.number in selects]
    shown = [shot for shot in shown if (folder / selects[shot.number].media).is_file()]
    if not shown:
        return ""
    wide = {"ews": 2, "ws": 2, "fs": 1}
    best = max(shown, key=lambda shot: (shot.beat == "climax", wide.get(shot.size, 0), shot.energy))
    return picture_address(folder, selects[best.number], HERO_WIDTH)


def depicted(takes: Sequence[Take]) -> list[dict[str, str]]:
    """Each of the person's words that is shown, by what and how, and in which shots."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for take in takes:
        for one in take.depictions:
            if one.how != "none":
                shots = rows.setdefault((one.words, one.asset, one.how, one.reason), [])
                shots += [] if take.slate.shot in shots else [take.slate.shot]
    return [
        {"words": words, "asset": asset, "how": how, "reason": reason, "shots": shorten(shots)}
        for (words, asset, how, reason), shots in rows.items()
    ]


def shorten(shots: list[str]) -> str:
    """Shot numbers, at most five and how many more."""
    return ", ".join(shots[:5]) + (f" +{len(shots) - 5}" if len(shots) > 5 else "")


def missing(board: Storyboard, takes: Sequence[Take]) -> list[dict[str, str]]:
    """Words that are not shown, with the reason where it is known."""
    untold = [one for take in takes for one in take.depictions if one.how == "none"]
    reasons: dict[str, str] = dict.fromkeys(board.not_depicted, "")
    for one in untold:
        reasons[one.words] = reasons.get(one.words) or reason_of(one)
    return [{"words": words, "reason": reason} for words, reason in reasons.items()]


def reason_of(one: Depiction) -> str:
    """Why a word is not shown."""
    return one.reason


def stage_bars(seconds: Mapping[str, float]) -> list[dict[str, Any]]:
    """Stages with their time and its share of the longest."""
    longest = max(seconds.values(), default=0.0) or 1.0
    return [
        {"name": name, "seconds": f"{spent:.1f}", "share": round(100 * spent / longest, 1)}
        for name, spent in seconds.items()
    ]


def delivery(data: ReportData) -> dict[str, Any] | None:
    """Figures of the master; None when there is none yet."""
    figures = []
    if data.copied is not None and data.encoded is not None:
        counts = (("copied", data.copied), ("encoded", data.encoded))
        figures += [{"key": key, "value": f"{count:,}"} for key, count in counts]
    sound = (("loudness", data.loudness, "LUFS"), ("peak", data.true_peak, "dBTP"))
    measured = (*sound, ("range", data.loudness_range, "LU"))
    figures += [{"key": key, "value": f"{got:.1f} {unit}"} for key, got, unit in measured if got is not None]
    if not figures:
        return None
    total = (data.copied or 0) + (data.encoded or 0)
    return {"figures": figures, "copied": round(100 * (data.copied or 0) / total, 1) if total else None}


def known_versions(takes: Sequence[Take]) -> dict[str, str]:
    """Versions of what made the film; the graphics adapters are those that the takes name."""
    import av

    found = {"Python": python_version()}
    for package in ("yingxi", "wgpu", "numpy", "av", "opentimelineio", "onnxruntime"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    libraries = {name: ".".join(str(part) for part in parts) for name, parts in av.library_versions.items()}
    found.update({name: libraries[name] for name in ("libavcodec", "libavformat") if name in libraries})
    adapters = sorted({str(take.recipe["adapter"]) for take in takes if take.recipe.get("adapter")})
    return {**found, "GPU": ", ".join(adapters)} if adapters else found


def pack_licences() -> list[Licence]:
    """The asset packs that are on this machine, with their terms."""
    return [
        Licence(
            name=status.pack.package, licence=status.pack.licence, source=status.pack.source,
            gives=(status.pack.gives.zh, status.pack.gives.en),
        )
        for status in pack_status()
        if status.path is not None and status.pack.licence
    ]
