"""A small picture of every shot, as data that a page can carry inside it."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from yingxi.film import Storyboard, Take
from yingxi.media import half_rgb, read_keyframe, rgb_from_planes, shrink, still_bytes

WIDTH = 480
HERO_WIDTH = 1280
QUALITY = 76


def shot_pictures(folder: Path, board: Storyboard, takes: Sequence[Take]) -> dict[str, str]:
    """By shot number, the select's keyframe nearest to the shot's middle as a JPEG data address.

    Shots without a take file are left out: the report is also written for films that are not finished.
    """
    selects = find_selects(takes)
    return {
        shot.number: picture_address(folder, selects[shot.number], WIDTH)
        for shot in board.shots
        if shot.number in selects and (folder / selects[shot.number].media).is_file()
    }


def find_selects(takes: Sequence[Take]) -> dict[str, Take]:
    """By shot number, the circled or else the last take."""
    selects: dict[str, Take] = {}
    for take in takes:
        held = selects.get(take.slate.shot)
        if held is None or (take.circled, take.slate.take) > (held.circled, held.slate.take):
            selects[take.slate.shot] = take
    return selects


def picture_address(folder: Path, take: Take, width: int) -> str:
    """A data address of one JPEG of a take's middle. A file that has not changed is read once."""
    media = folder / take.media
    return address_of_state(media, take.head + take.length // 2, width, media.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def address_of_state(media: Path, near: int, width: int, modified: int) -> str:
    """The data address of the keyframe nearest to frame `near` of a file in one state of it."""
    planes = read_keyframe(media, near)
    half_is_enough = planes.size[0] // 2 >= width
    picture = shrink(half_rgb(planes) if half_is_enough else rgb_from_planes(planes), width)
    return "data:image/jpeg;base64," + base64.b64encode(still_bytes(picture, "JPEG", QUALITY)).decode("ascii")
