"""The report holds everything inside itself, in both languages, and says what is missing, word by word."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from yingxi.film import Brief, Depiction, Line, Storyboard, Take, Title
from yingxi.film import terms as film_terms
from yingxi.post import Licence, ReportData, write_report
from yingxi.post.report import report_words

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


class Links(HTMLParser):
    """Every address in the page, and whether all tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "img", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(tmp_path: Path, board: Storyboard, takes: list[Take], **more: object) -> str:
    data = ReportData(brief=Brief(prompt="<b>江</b> & 城"), board=board, takes=tuple(takes), **more)  # type: ignore[arg-type]
    return write_report(tmp_path, data, tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_page_needs_nothing_outside_itself(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([12, 12])
    page = page_of(tmp_path, board, shoot(board))
    links = Links()
    links.feed(page)
    assert links.open == []
    assert links.addresses
    assert all(address.startswith(("data:image/jpeg;base64,", "#")) for address in links.addresses)
    assert page.count("url(data:image/jpeg;base64,") == 2
    assert not re.search(r"url\((?!data:)", page)


def test_what_people_wrote_is_text_and_never_markup(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([12], s0010={"description": "<script>alert(1)</script>", "title": Title(text="</td>")})
    page = page_of(tmp_path, board, shoot(board))
    assert "&lt;b&gt;江&lt;/b&gt; &amp; 城" in page
    assert "<script>alert" not in page


def test_everything_that_was_and_was_not_made_is_told(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = replace(
        make_board([12, 12]), not_depicted=("端午的记忆",), notes=("board note",),
        narration=(Line(text="江城入夜", start=3, end=20),),
    )
    shown = Depiction(words="龙舟", asset="dragon_boat", how="model")
    hidden = Depiction(words="国潮", asset="", how="none", reason="an abstract word")
    takes = [replace(take, depictions=(shown, hidden), notes=("take note",)) for take in shoot(board)]
    page = page_of(
        tmp_path, board, takes, notes=("fell back",), seconds={"shoot": 12.5}, copied=20, encoded=4,
        loudness=-14.03, true_peak=-1.5, licences=(Licence(name="boat", licence="CC0-1.0"),),
    )
    told = ("端午的记忆", "国潮", "an abstract word", "dragon_boat", "0010, 0020", "江城入夜", "take note")
    figures = ("board note", "fell back", "12.5", "-14.0 LUFS", "-1.5 dBTP", "CC0-1.0", "libavcodec")
    assert [one for one in (*told, *figures) if one not in page] == []
    assert page.count("take note") == 1


def test_a_film_without_takes_yet_has_a_report(tmp_path: Path, make_board: BoardMaker) -> None:
    page = page_of(tmp_path, make_board([12]), [])
    assert "url(data:" not in page
    assert "Everything that the text names is shown." in page


def test_the_same_film_has_the_same_report(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([12])
    takes = shoot(board)
    assert page_of(tmp_path, board, takes) == page_of(tmp_path, board, takes)


def test_every_word_of_the_trade_is_there_in_both_languages() -> None:
    words = report_words()["terms"]
    lists = ("ShotSize", "Angle", "Move", "Join", "Beat")
    used = {word for name in lists for word in getattr(film_terms, name).__args__}
    assert used <= set(words)
    assert all(len(pair) == 2 and all(pair) for pair in words.values())
