"""Looks are data that people edit: they load whole, are found by any name, and say what is wrong in them."""

import pytest

from yingxi.art.looks_file import SCORES, find_look, linear, looks, read_look
from yingxi.film.errors import UsageError

EXPECTED = {
    "oriental_cyberpunk", "documentary", "noir", "hard_scifi", "dream", "vintage_film", "wuxia_mono",
    "animation", "ink", "qinglv", "papercut",
}


def test_all_looks_load_and_are_complete() -> None:
    assert set(looks()) >= EXPECTED
    for look in looks().values():
        assert all((look.zh, look.en, look.words))
        assert look.score in SCORES
        assert len(look.accents) >= 3
        assert all(0 <= part <= 1 for colour in look.accents for part in colour)
        assert all(12 <= lens <= 200 for lens in look.lenses)


def test_no_two_looks_share_a_name() -> None:
    called = [(look.id, look.zh, look.en, *look.words) for look in looks().values()]
    sets = [{name.casefold() for name in own} for own in called]
    names = [name for own in sets for name in own]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "expected"), [
    ("东方赛博朋克", "oriental_cyberpunk"), ("oriental_cyberpunk", "oriental_cyberpunk"),
    ("FILM NOIR", "noir"),
    ("剪纸", "papercut"), ("只此青绿", "qinglv"), ("Ink wash", "ink"), ("hard-scifi", "hard_scifi"),
])
def test_find_look_by_any_name(name: str, expected: str) -> None:
    assert find_look(name).id == expected


def test_unknown_look_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"'东方赛伯朋克'; did you mean '东方赛博朋克'\? \(yingxi looks\)"):
        find_look("东方赛伯朋克")


def test_painted_looks_carry_ramps_from_dark_to_light() -> None:
    for name in ("ink", "qinglv", "papercut"):
        medium = looks()[name].medium
        assert medium is not None
        for colours in medium.ramps.values():
            luma = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in colours]
            assert 4 <= len(luma) <= 8
            assert luma == sorted(luma)


def test_lit_looks_have_no_medium() -> None:
    assert looks()["documentary"].medium is None


def test_linear_colour() -> None:
    assert linear("#000000") == (0.0, 0.0, 0.0)
    assert linear("#ffffff") == (1.0, 1.0, 1.0)
    assert linear("#808080")[0] == pytest.approx(0.21586, abs=1e-4)


HEAD = "schema: look.1\nid: a\nzh: 甲\nen: A\n"


@pytest.mark.parametrize(("text", "message"), [
    ("schema: look.9\n", r"x.yaml: schema is 'look.9', must be 'look.1'"),
    ("schema: look.1\nid: a\nzh: 甲\n", r"x.yaml: field 'en' is missing"),
    (HEAD + "grade: {exposur: 1}\n", r"unknown grade field in x.yaml 'exposur'; did you mean 'exposure'\?"),
    (HEAD + "score: chinesse\n", r"unknown score in x.yaml 'chinesse'; did you mean 'chinese'\?"),
    (HEAD + "accents: ['#12']\n", r"x.yaml: colour '#12' is not of the form '#rrggbb'"),
    (HEAD + "medium: {family: inc}\n", r"unknown family in x.yaml 'inc'; did you mean 'ink'\?"),
    ("a: [", r"x.yaml: not YAML"),
])
def test_a_mistake_in_a_look_is_named(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_look(text, "x.yaml")
