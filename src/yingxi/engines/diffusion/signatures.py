"""What pipeline classes take, read from their source without importing torch."""

import ast
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from yingxi.film.errors import unknown


def has_diffusers() -> bool:
    """Whether torch and diffusers are installed; nothing is imported."""
    return all(find_spec(name) is not None for name in ("torch", "diffusers", "transformers"))


@lru_cache(maxsize=1)
def pipeline_files() -> dict[str, Path]:
    """The source file of every pipeline class of the installed diffusers."""
    spec = find_spec("diffusers")
    if spec is None or not spec.submodule_search_locations:
        return {}
    found = {}
    for path in sorted(Path(spec.submodule_search_locations[0], "pipelines").rglob("pipeline_*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("class ") and "Pipeline" in line:
                found[line[6:].partition("(")[0].partition(":")[0]] = path
    return found


@lru_cache(maxsize=64)
def class_accepts(pipeline: str) -> frozenset[str]:
    """The arguments of a pipeline class's call; UsageError for a class that this diffusers does not have."""
    files = pipeline_files()
    if pipeline not in files:
        raise unknown("pipeline class", pipeline, files, "pip install -U diffusers", zh="管线类")
    tree = ast.parse(files[pipeline].read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == pipeline:
            return call_arguments(node)
    return frozenset()


def call_arguments(node: ast.ClassDef) -> frozenset[str]:
    """The arguments of `__call__` of a class."""
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef) and inner.name == "__call__":
            names = [*inner.args.args, *inner.args.kwonlyargs]
            return frozenset(one.arg for one in names) - {"self"}
    return frozenset()


@lru_cache(maxsize=16)
def modular_accepts(blocks: str) -> frozenset[str]:
    """The inputs that a modular pipeline's blocks name, those of the blocks within them too."""
    classes = block_classes()
    names: set[str] = set()
    waiting, seen = [blocks], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in classes:
            continue
        seen.add(name)
        path, family = classes[name]
        node = class_node(path, name)
        names |= input_names(node)
        waiting += [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in family]
    return frozenset(names)


@lru_cache(maxsize=1)
def block_classes() -> dict[str, tuple[Path, frozenset[str]]]:
    """The file of every class of modular blocks, and the names of all classes of its family."""
    spec = find_spec("diffusers")
    if spec is None or not spec.submodule_search_locations:
        return {}
    found: dict[str, tuple[Path, frozenset[str]]] = {}
    for folder in Path(spec.submodule_search_locations[0], "modular_pipelines").iterdir():
        named = {
            line[6:].partition("(")[0].partition(":")[0]: path
            for path in sorted(folder.glob("*.py"))
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("class ")
        }
        found |= {name: (path, frozenset(named)) for name, path in named.items()}
    return found


@lru_cache(maxsize=256)
def class_node(path: Path, name: str) -> ast.ClassDef:
    """A class of a source file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


def input_names(node: ast.ClassDef) -> set[str]:
    """The names in `InputParam("prompt")`, `InputParam(name="prompt")`, `InputParam.template("prompt")`."""
    found = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and "InputParam" in ast.unparse(call.func):
            said = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "name")]
            found |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    return found
