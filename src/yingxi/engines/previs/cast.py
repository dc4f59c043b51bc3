"""Pictures of the cast: each subject of a film alone on plain grey, the same in every shot it is in."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from yingxi.film import Shot, Storyboard, Subject
from yingxi.store import digest

SIDE = 512
"""Pixels of a reference picture's sides; models scale it to their own."""

DRAWN = 960
"""Pixels that it is drawn with, so that small things are sharp when cut out."""

GROUND = 208
"""The grey around the subject, 0-255."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CastPicture:
    """What one subject looks like: who it is in the person's words, and a PNG file."""

    words: str
    asset: str
    path: Path


def draw_cast(shot: Shot, board: Storyboard, root: Path, most: int) -> tuple[CastPicture, ...]:
    """Reference pictures of a shot's subjects, the focus first, at most `most`; effects have none.

    The same person is the same picture in every shot of a film: it depends on the film's title, the person's
    words, the asset and the look alone.
    """
    order = sorted(range(len(shot.subjects)), key=lambda at: (at != shot.focus, at))
    shown = [shot.subjects[at] for at in order]
    likely = [one for one in shown if one.asset and one.role != "effect"]
    alone = list({(one.words, one.asset): one for one in likely}.values())[:most]
    return tuple(picture_of(one, shot, board, root) for one in alone)


def picture_of(subject: Subject, shot: Shot, board: Storyboard, root: Path) -> CastPicture:
    """One subject's picture, from the film's cache or drawn now."""
    key = digest("cast", board.title, subject.words, subject.asset, shot.look or board.look, subject.colour)
    path = root / ".yingxi" / "cast" / f"{key[:24]}.png"
    if not path.is_file():
        draw_alone(subject, shot, board, path)
    return CastPicture(words=subject.words, asset=subject.asset, path=path)


def draw_alone(subject: Subject, shot: Shot, board: Storyboard, path: Path) -> None:
    """Shoot the subject by itself in the blank studio and keep only what is not the studio."""
    from yingxi.engines.world import stage_previs
    from yingxi.media import save_still

    alone = Shot(
        number="0010",
        scene=1,
        start=0,
        length=max(1, board.fps),
        description="",
        place="",
        set="studio",
        hour="noon",
        subjects=(replace(subject, count=1, action="", role="hero"),),
        focus=0,
        size="fs",
        lens=50.0,
        look=shot.look,
        seed=1,
    )
    staged = stage_previs(alone, replace(board, width=DRAWN, height=DRAWN))
    middle = alone.length // 2
    colour, masks = staged.still(middle), staged.controls(middle).masks
    backdrop = np.isin(masks, [masks[0, 0], masks[0, -1], masks[-1, 0], masks[-1, -1]])
    save_still(path, close_up(on_plain(colour, ~backdrop), ~backdrop))


def on_plain(colour: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """The shown pixels on plain grey, with an edge one pixel soft."""
    from scipy.ndimage import uniform_filter

    share = uniform_filter(shown.astype(np.float32), 3)[..., None]
    mixed: np.ndarray = np.rint(colour * share + GROUND * (1 - share)).astype(np.uint8)
    return mixed


def close_up(picture: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """The square around what is shown, with a margin of a twelfth, at the size of a reference."""
    from PIL import Image

    rows, columns = np.nonzero(shown.any(axis=1))[0], np.nonzero(shown.any(axis=0))[0]
    if not rows.size:
        box = (0, 0, picture.shape[1], picture.shape[0])
    else:
        half = max(rows[-1] - rows[0], columns[-1] - columns[0]) * 7 // 12 + 2
        down, right = (rows[0] + rows[-1]) // 2, (columns[0] + columns[-1]) // 2
        box = (int(right - half), int(down - half), int(right + half), int(down + half))
    padded = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), (GROUND,) * 3)
    padded.paste(Image.fromarray(picture), (-box[0], -box[1]))
    return np.asarray(padded.resize((SIDE, SIDE), Image.Resampling.LANCZOS))
