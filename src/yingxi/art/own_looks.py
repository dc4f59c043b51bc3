"""A person's own looks: a look file or a bare .cube is put beside ours, and any look's grade is given out."""

from pathlib import Path
from shutil import copyfile

import yaml

from yingxi.art.cube import cube_text, graded_cube, read_cube
from yingxi.art.look import Look
from yingxi.art.looks_file import SCHEMA, find_look, looks, read_look
from yingxi.film.errors import UsageError
from yingxi.store import write_bytes
from yingxi.store.home import looks_folder
from yingxi.store.yaml_reading import read_data


def add_look(path: Path) -> Look:
    """Keep a look for all films to come: a .yaml look with the cube that it names, or a .cube alone.

    A cube alone becomes a look of its file's name, graded by it and otherwise neutral. UsageError for a file
    that cannot be read or is neither.
    """
    kind = path.suffix.lower()
    if kind not in (".yaml", ".yml", ".cube"):
        raise UsageError(f"'{path}' is no look; give a .yaml look file or a .cube")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"'{path}' cannot be read: {error}") from None
    if kind == ".cube":
        read_cube(text, str(path))
        name = path.stem
        page = yaml.safe_dump(
            {"schema": SCHEMA, "id": name, "zh": name, "en": name, "cube": path.name}, allow_unicode=True
        )
        look = read_look(page, str(path), path.parent)
    else:
        page, look = text, read_look(text, str(path), path.parent)
    _keep(page, look, path)
    looks.cache_clear()
    return look


def _keep(page: str, look: Look, path: Path) -> None:
    folder = looks_folder()
    folder.mkdir(parents=True, exist_ok=True)
    cube = str(read_data(page).get("cube", ""))
    if cube:
        copyfile(path.parent / cube, folder / Path(cube).name)
        page = page.replace(cube, Path(cube).name)
    write_bytes(folder / f"{look.id}.yaml", page.encode())


def export_cube(name: str, path: Path) -> Path:
    """Write a look's grade as a .cube file, for other programs; UsageError where the look is painted."""
    look = find_look(name)
    if look.medium is not None:
        raise UsageError(f"'{look.zh}' ({look.en}) is painted, not graded: a cube cannot hold it")
    out = path if path.suffix else path.with_suffix(".cube")
    write_bytes(out, cube_text(graded_cube(look.grade), f"Yingxi {look.en}").encode())
    return out
