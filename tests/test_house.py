"""The house itself: what it may not become."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
HEAVY = ("av", "jieba", "mujoco", "onnxruntime", "pydantic", "scipy", "skimage", "torch", "wgpu")


def needed(package: str, seen: set[str]) -> set[str]:
    """The names of all packages that a default install of `package` brings."""
    for text in required(package):
        requirement = Requirement(text)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name.lower() not in seen:
            seen.add(requirement.name.lower())
            needed(requirement.name, seen)
    return seen


def required(package: str) -> list[str]:
    """What a package says that it needs; nothing when it is not installed on this system."""
    try:
        return requires(package) or []
    except PackageNotFoundError:
        return []


def test_the_default_install_has_no_torch() -> None:
    brought = needed("yingxi", set())
    assert "numpy" in brought
    assert not {name for name in brought if name.startswith(("torch", "nvidia", "tensorflow", "jax"))}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and lines of each function of a file, without its docstring and the functions inside it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [child for child in ast.walk(node) if child is not node and type(child) is type(node)]
            skipped = {line for child in inner for line in span(child)}
            skipped |= set(span(node.body[0])) if ast.get_docstring(node) else set()
            yield node.name, len(set(span(node)) - skipped)


def span(node: ast.AST) -> range:
    """The lines on which a piece of code stands."""
    return range(getattr(node, "lineno", 0), (getattr(node, "end_lineno", None) or 0) + 1)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_files_and_functions_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE, "a file that grows past it is two ideas"
    long = {name: lines for name, lines in functions(path) if lines > LONGEST_FUNCTION}
    assert not long
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module's first line says what it is"


@pytest.mark.parametrize("word", ["utils", "helper", "manager", "service"])
def test_no_module_is_named_by_a_word_that_says_nothing(word: str) -> None:
    assert not [path for path in SOURCES if word in path.stem]


def test_importing_the_house_is_light() -> None:
    code = (
        "import sys, yingxi, yingxi.film, yingxi.store, yingxi.farm, yingxi.engines\n"
        f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == []


def test_the_commands_of_the_readme_are_those_of_the_makefile() -> None:
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("make film PROMPT=", "make test"):
        assert command in readme
    assert "\nfilm: setup" in targets
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("prompt", ["龙舟赛+无人机灯光秀", "\"q\" $HOME `id` 'x' \\ 100% #1", "$(shell id)"])
def test_make_hands_the_prompt_over_as_it_was_typed(prompt: str, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    program = tmp_path / ".venv" / "bin" / "yingxi"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "setup.sh").write_text("")
    asked = [f"PROMPT={prompt}", "SECONDS=30", "LOOK=水墨", "ARGS=--draft"]
    said = subprocess.check_output(["make", "-s", "film", *asked], cwd=tmp_path, text=True).splitlines()
    assert said == ["make", prompt, "--seconds", "30", "--look", "水墨", "--draft"]
