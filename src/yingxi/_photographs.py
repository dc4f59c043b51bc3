"""The person's photographs: checked, kept in the film's folder, and dealt to the shots in turn."""

from dataclasses import replace
from pathlib import Path

from yingxi.engines import find_engine
from yingxi.film import Brief, Shot, Storyboard
from yingxi.film.errors import UsageError
from yingxi.store import FilmFolder, write_bytes


def deal_photographs(board: Storyboard, brief: Brief, folder: FilmFolder) -> Storyboard:
    """The board with a photograph as the start of each shot whose engine takes one and that has none yet."""
    if not brief.photos:
        return board
    kept = tuple(keep_photograph(folder, number, Path(one)) for number, one in enumerate(brief.photos, 1))
    shots, dealt = [], 0
    for shot in board.shots:
        if takes_photograph(shot, brief):
            shots.append(replace(shot, inputs=replace(shot.inputs, start=kept[dealt % len(kept)])))
            dealt += 1
        else:
            shots.append(shot)
    if not dealt:
        raise UsageError(
            f"no shot can start from a photograph: engine '{brief.engine}' takes none; choose --engine photo",
            zh=f"没有镜头能从照片开始：引擎“{brief.engine}”不收照片；请用 --engine photo",
        )
    return replace(board, shots=tuple(shots))


def takes_photograph(shot: Shot, brief: Brief) -> bool:
    """Whether a shot still lacks a start picture and its engine takes one."""
    name = shot.engine or brief.engine
    return not shot.inputs.start and "start" in find_engine(name).capabilities.inputs


def keep_photograph(folder: FilmFolder, number: int, photograph: Path) -> str:
    """Check a photograph and copy it into `photos/` of the film; gives its name relative to the folder.

    A film whose original is gone goes on with its copy.
    """
    from yingxi.engines.photo.photograph import read_photograph

    source = folder.root / photograph
    place = folder.root / "photos" / f"{number:02d}-{photograph.name}"
    if source.is_file() and source.resolve() != place.resolve():
        read_photograph(source)
        data = source.read_bytes()
        if not place.is_file() or place.read_bytes() != data:
            write_bytes(place, data)
    elif not place.is_file():
        raise UsageError(
            f"there is no photograph '{photograph}' (--photo, photos: in brief.yaml)",
            zh=f"没有照片“{photograph}”（--photo，或 brief.yaml 里的 photos:）",
        )
    return place.relative_to(folder.root).as_posix()
