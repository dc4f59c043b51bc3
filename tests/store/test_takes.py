"""Takes on their shelf: found by what they were made from, numbered for ever."""

from pathlib import Path

from yingxi.film import Slate, SoundEvent, Take
from yingxi.store import read_shelf, save, take_record


def take(number: int, key: str = "k", *, circled: bool = False) -> Take:
    """A take of shot 0010."""
    return Take(
        slate=Slate(film="夜航", scene=1, shot="0010", take=number, engine="world", seed=number),
        media=f"takes/0010/{number:03d}.mp4",
        width=160,
        height=90,
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


def test_takes_are_found_by_what_they_were_made_from_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    shelve(tmp_path, take(10, "old"), take(2, "new"), take(3, "old"))
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.made_from("old") == (take(3, "old"), take(10, "old"))
    assert shelf.made_from("none") == ()


def test_the_newest_take_with_the_same_inputs_is_the_select(tmp_path: Path) -> None:
    shelve(tmp_path, take(1, "old"), take(2, "new"), take(3, "old"))
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.select("old") == take(3, "old")
    assert shelf.select("new") == take(2, "new")
    assert shelf.select("none") is None


def test_the_newest_circled_take_goes_before_a_newer_one(tmp_path: Path) -> None:
    shelve(tmp_path, take(1, circled=True), take(2, circled=True), take(3))
    assert read_shelf(tmp_path, "0010").select("k") == take(2, circled=True)


def test_a_circled_take_of_other_inputs_is_not_the_select(tmp_path: Path) -> None:
    shelve(tmp_path, take(1, "old", circled=True), take(2, "new"))
    assert read_shelf(tmp_path, "0010").select("new") == take(2, "new")


def test_a_take_without_pictures_is_none_but_its_number_stays_taken(tmp_path: Path) -> None:
    shelve(tmp_path, take(1))
    shelve(tmp_path, take(7), media=False)
    shelf = read_shelf(tmp_path, "0010")
    assert shelf.takes == (take(1),)
    assert shelf.next_number == 8
