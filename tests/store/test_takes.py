"""Takes on their shelf: found by what they were made from, numbered for ever."""

from dataclasses import replace
from pathlib import Path

from yingxi.film import Slate, SoundEvent, Take
from yingxi.store import read_shelf, save, take_record


def take(number: int, key: str = "k", *, circled: bool = False, height: int = 90) -> Take:
    """A take of shot 0010."""
    return Take(
        slate=Slate(film="夜航", scene=1, shot="0010", take=number, engine="world", seed=number),
        media=f"takes/0010/{number:03d}.mp4",
        width=160,
        height=height,
        fps=24,
        length=48,
        events=(SoundEvent(kind="drum", frame=3.5), SoundEvent(kind="splash", frame=7.0, pan=-0.25)),
        recipe={"key": key, "quality": "film"},
        circled=circled,
    )


def shelve(root: Path, *takes: Take, media: bool = True) -> None:
    """Put takes on the shelf, with or without their pictures."""
    for one in takes:
        save(take_record(root, "0010", one.slate.take), one)
        if media:
            (root / one.media).write_bytes(b"pictures")


def test_a_shelf_gives_back_what_was_put_there(tmp_path: Path) -> None:
    shelve(tmp_path, take(1), take(2))
    assert read_shelf(tmp_path, "0010").takes == (take(1), take(2))
    assert read_shelf(tmp_path, "0020").takes == ()


def test_the_newest_take_with_the_same_inputs_stands(tmp_path: Path) -> None:
    shelve(tmp_path, take(1, "old"), take(2, "new"), take(3, "old"))
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.made_from("old") == take(3, "old")
    assert shelf.made_from("none") is None


def test_a_circled_take_stands_in_only_when_it_fits(tmp_path: Path) -> None:
    shelve(tmp_path, take(1, circled=True), take(2))
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.circled(take(2)) == take(1, circled=True)
    assert shelf.circled(take(2, height=120)) is None
    assert shelf.circled(replace(take(2), head=8)) is None


def test_a_take_without_pictures_is_none_but_its_number_stays_taken(tmp_path: Path) -> None:
    shelve(tmp_path, take(1))
    shelve(tmp_path, take(7), media=False)
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.takes == (take(1),)
    assert shelf.next_number == 8
