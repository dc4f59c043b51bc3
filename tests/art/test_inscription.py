"""Painted words get fonts; without a font they are left out and it is said."""

from pathlib import Path

import pytest

from yingxi.art import inscription
from yingxi.art.inscription import inscribed
from yingxi.world.scene import Medium

SEALED = Medium(family="ink", ramps={}, seal="影戏")


def install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make these font packs the only ones that are there."""
    monkeypatch.setattr(inscription, "find_pack", lambda name: Path(name) if name in names else None)


def test_each_hand_has_the_best_font_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "noto-cjk", "ukai")
    written, notes = inscribed(SEALED, "zh")
    assert written is not None
    assert (written.verse_font, written.seal_font) == ("ukai", "noto-cjk")
    assert written.seal == "影戏"
    assert notes == ()


@pytest.mark.parametrize(("language", "said"), [("zh", "没有中文字体"), ("en", "no Chinese font")])
def test_without_a_font_the_seal_is_left_out_and_a_note_says_it(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    install(monkeypatch)
    written, notes = inscribed(SEALED, language)  # type: ignore[arg-type]
    assert written is not None
    assert written.seal == ""
    assert [said in note for note in notes] == [True]


def test_a_medium_without_words_needs_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    plain = Medium(family="ink", ramps={})
    assert inscribed(plain, "en") == (plain, ())
    assert inscribed(None, "en") == (None, ())
