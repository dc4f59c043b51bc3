"""Films as files: what is saved is loaded, and a mistake is told exactly."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import Brief, Line, Score, Screenplay, Shot, Storyboard, Subject, Take, Title
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import documents, load, parse, save, upgrade, yaml_reading
from yingxi.store.documents import schema_name
from yingxi.store.yaml_writing import write_yaml

BOARD = Storyboard(
    title="夜航",
    language="zh",
    look="东方赛博朋克",
    fps=24,
    width=1920,
    height=1080,
    frames=48,
    score=Score(),
    shots=(
        Shot(
            number="0010", scene=1, start=0, length=24, description="龙舟破水。\n鼓声起", place="江面",
            set="river",
            subjects=(
                Subject(words="龙舟", asset="dragon_boat", count=4), Subject(words="无人机", text="2046"),
            ),
        ),
        Shot(
            number="0020", scene=1, start=24, length=24, description="yes", place="no", set="river",
            focus=None, title=Title(text="夜航"),
        ),
    ),
    narration=(Line(text="江上起雾了：看不见岸。", start=0, end=24),),
)  # fmt: skip

HARD_TEXTS = (
    "0010", "yes", "12:30", "1e5", "null", "~", "- a", "{x}", "# no", "<<", "=", "1_000", "0x10", " a ",
    "a\n\nb\n", "a: b", "'", '"', "\t", "\r", "\x85", "\u2028", "🐉", "真",
)  # fmt: skip
ANY_TEXT = st.text(max_size=30) | st.sampled_from(HARD_TEXTS)
SUBJECTS = st.builds(Subject, words=ANY_TEXT, asset=ANY_TEXT, text=ANY_TEXT, count=st.integers())
SHOTS = st.builds(
    Shot,
    description=ANY_TEXT,
    place=ANY_TEXT,
    lens=st.floats(allow_nan=False),
    subjects=st.lists(SUBJECTS, max_size=3).map(tuple),
)
BOARDS = st.builds(
    Storyboard,
    title=ANY_TEXT,
    shots=st.lists(SHOTS, max_size=3).map(tuple),
    notes=st.lists(ANY_TEXT, max_size=3).map(tuple),
)
RECIPES = st.dictionaries(ANY_TEXT, ANY_TEXT | st.integers() | st.floats(allow_nan=False), max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(Brief, prompt=ANY_TEXT, seconds=st.floats(allow_nan=False))
    | st.builds(Screenplay, title=ANY_TEXT, logline=ANY_TEXT)
    | BOARDS
    | st.builds(Take, recipe=RECIPES)
)
def test_what_is_written_is_read_back_equal(value: Brief | Screenplay | Storyboard | Take) -> None:
    text = write_yaml(schema_name(type(value)), value)
    assert parse(text, type(value), "x.yaml") == value


def test_saved_text_is_for_people(tmp_path: Path) -> None:
    save(tmp_path / "storyboard.yaml", BOARD)
    text = (tmp_path / "storyboard.yaml").read_text(encoding="utf-8")
    assert text.startswith("schema: storyboard.1\ntitle: 夜航\n")
    assert "- {words: 龙舟, asset: dragon_boat, count: 4}" in text
    assert "  description: |-\n    龙舟破水。\n    鼓声起\n" in text
    assert "number: '0010'" in text
    assert "hour" not in text, "a field at its default is left out"
    assert load(tmp_path / "storyboard.yaml", Storyboard) == BOARD


def test_people_need_no_quotes() -> None:
    typed = "prompt: yes\ntitle: 2046\nseconds: 90\nlook: 0010\nvoice: 12:30"
    meant = Brief(prompt="yes", title="2046", seconds=90.0, look="0010", voice="12:30")
    assert parse(typed, Brief, "brief.yaml") == meant


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("prompt: x\nlanguage: zn", "f.yaml:2: language: got 'zn', did you mean 'zh'?; allowed: zh, en"),
        ("prompt: x\nsecond: 5", "f.yaml:2: second: no such field, did you mean 'seconds'?; allowed: "),
        ("prompt: x\nwidth: wide", "f.yaml:2: width: got 'wide'; expected a valid integer"),
        ("seconds: 5", "f.yaml:1: prompt: is missing"),
        ("prompt: x\nprompt: y", "f.yaml:2: 'prompt' stands twice"),
        ("prompt: [x", "f.yaml:1: not readable as YAML: did not find expected ',' or ']'"),
        ("prompt: x\n\tfps: 5", "f.yaml:2: not readable as YAML"),
        ("- a", "f.yaml:1: expected keys and values, got a list"),
        ("", "f.yaml:1: expected keys and values, got nothing"),
        ("schema: take.1\nprompt: x", "f.yaml:1: schema: got 'take.1', expected 'brief.1'"),
        ("schema: brief.9\nprompt: x", "f.yaml:1: schema: 'brief.9' is newer than this program knows"),
        ("prompt: x\nengine: {a: 1}", "f.yaml:2: engine: got keys and values; expected a valid string"),
        ("prompt: !!python/object:os.system x", "f.yaml:1: 'x' cannot be read as"),
    ],
)
def test_a_mistake_names_file_line_field_and_what_is_allowed(text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, Brief, "f.yaml")
    assert str(caught.value).startswith(complaint)
    assert "\n" not in str(caught.value)


def test_a_mistake_deep_inside_names_its_line() -> None:
    text = write_yaml("storyboard.1", BOARD).replace("place: 'no'", "size: close-up\n  place: 'no'")
    line = text.splitlines().index("  size: close-up") + 1
    wanted = rf"b\.yaml:{line}: shots\[1\]\.size: got 'close-up'.*allowed: ecu, cu, mcu"
    with pytest.raises(UsageError, match=wanted):
        parse(text, Storyboard, "b.yaml")


def test_aliases_cannot_blow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reading, "MOST_VALUES", 10_000)
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    with pytest.raises(UsageError, match="more than"):
        parse(bomb, Brief, "f.yaml")


def test_old_files_load_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_UPGRADES", {})

    @dataclass(frozen=True, kw_only=True, slots=True)
    class Lantern:
        colour: str
        count: int = 1

    @upgrade("lantern", 1)
    def rename_hue(data: dict[str, Any]) -> dict[str, Any]:
        return {"colour" if key == "hue" else key: value for key, value in data.items()}

    @upgrade("lantern", 2)
    def count_in_dozens(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "count": 12 * data.get("dozens", 0)} if "dozens" in data else data

    assert schema_name(Lantern) == "lantern.3"
    assert parse("schema: lantern.1\nhue: 红", Lantern, "l.yaml") == Lantern(colour="红")
    assert parse("schema: lantern.3\ncolour: 红", Lantern, "l.yaml") == Lantern(colour="红")
    with pytest.raises(UsageError, match=r"'lantern.4' is newer"):
        parse("schema: lantern.4\ncolour: 红", Lantern, "l.yaml")


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(b"prompt: \xff\xfe")
    with pytest.raises(UsageError, match=r"b\.yaml: not UTF-8 text \(byte 8\)"):
        load(tmp_path / "b.yaml", Brief)
    with pytest.raises(UsageError, match=r"none\.yaml is missing"):
        load(tmp_path / "none.yaml", Brief)
    with pytest.raises(YingxiError, match="not UTF-8"):
        save(tmp_path / "c.yaml", Brief(prompt="\udcff"))
    assert not (tmp_path / "c.yaml").exists()


def test_a_mark_of_another_editor_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbfprompt: x\r\nfps: 30\r\n")
    assert load(tmp_path / "b.yaml", Brief) == replace(Brief(prompt="x"), fps=30)
