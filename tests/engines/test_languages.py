"""What goes wrong is said in Chinese and in English alike."""

import ast
import pickle
from pathlib import Path

import pytest

import yingxi
from yingxi.engines import find_engine, read_settings
from yingxi.film import UsageError, YingxiError
from yingxi.film.errors import unknown

ROOT = Path(yingxi.__file__).parent
FILES = sorted([*ROOT.glob("engines/**/*.py"), *ROOT.glob("trust/likeness/**/*.py"), *ROOT.glob("_*.py")])
KINDS = ("UsageError", "YingxiError", "unknown")


def english_only(path):
    """Calls that make an error without its Chinese line, but for those that only repeat a machine's words."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in KINDS and not any(one.arg == "zh" for one in node.keywords):
            said = ast.get_source_segment(text, node)
            if "type(error).__name__" not in said and "HTTP {" not in said and "pixels" not in said:
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_error_of_engines_and_likeness_has_its_line_in_chinese():
    assert len(FILES) > 100
    assert [place for path in FILES for place in english_only(path)] == []


def test_an_error_keeps_both_lines_on_its_way_from_a_worker():
    error = pickle.loads(pickle.dumps(UsageError("no boat", zh="没有船")))
    assert (str(error), error.said("zh"), error.said("en"), error.exit_code) == (
        "no boat",
        "没有船",
        "no boat",
        2,
    )
    assert YingxiError("HTTP 500").said("zh") == "HTTP 500"


def test_an_unknown_word_is_answered_in_both_languages():
    near = unknown("engine", "wrld", ("world", "photo"), "yingxi engines", zh="引擎")
    assert near.said("zh") == "没有引擎“wrld”；是不是“world”？ (yingxi engines)"
    assert unknown("shot", "x", ("0010", "0020"), zh="镜头").said("zh") == "没有镜头“x”；可以用：0010、0020"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sway": "much"}, "引擎“photo”：选项 sway：得到“much”，要一个数（yingxi engines photo）"),
        ({"swai": 1}, "没有 photo 选项“swai”；是不是“sway”？ (yingxi engines photo)"),
    ],
)
def test_a_wrong_option_is_explained_in_chinese(options, said):
    with pytest.raises(UsageError) as refused:
        read_settings(find_engine("photo"), options)
    assert refused.value.said("zh") == said
