"""Small real films: takes of moving colour, shot with our own encoder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from yingxi.film import Score, Shot, Slate, Storyboard, Take
from yingxi.media import Planes, VideoWriter, planes_from_rgb
from yingxi.post.handles import plan_handles

SIZE = (96, 64)
FPS = 24

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


def make_shots(lengths: list[int], **changes: dict[str, object]) -> tuple[Shot, ...]:
    """Shots of these lengths; `changes` maps "s0010" to fields of that shot."""
    shots, start = [], 0
    for place, length in enumerate(lengths):
        number = f"{(place + 1) * 10:04d}"
        fields: dict[str, object] = {
            "number": number, "scene": 1 + place // 2, "start": start, "length": length,
            "description": f"shot {number}", "place": "river", "set": "river",
            "beat": ("establish", "build", "climax", "resolve")[min(place, 3)],
        }
        shots.append(Shot(**{**fields, **changes.get(f"s{number}", {})}))  # type: ignore[arg-type]
        start += length
    return tuple(shots)


@pytest.fixture
def make_board() -> BoardMaker:
    """A storyboard from shot lengths and changes to shots."""

    def board(lengths: list[int], language: str = "en", **changes: dict[str, object]) -> Storyboard:
        shots = make_shots(lengths, **changes)
        return Storyboard(
            title="Tide" if language == "en" else "潮", language=language, look="documentary",  # type: ignore[arg-type]
            fps=FPS, width=SIZE[0], height=SIZE[1], frames=sum(lengths), score=Score(), shots=shots,
        )

    return board


def take_frames(shade: int, count: int) -> Iterator[Planes]:
    """Frames that differ from each other and from those of takes of another shade."""
    down, across = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    for number in range(count):
        red = (across * 2 + number * 5) % 256
        picture = np.stack([red, np.full_like(red, shade), (down * 3 + number) % 256], -1)
        yield planes_from_rgb(picture.astype(np.uint8))


def write_take(
    folder: Path, shot: Shot, number: int, head: int, tail: int, keyframes: tuple[int, ...]
) -> Take:
    """One real take in the film's folder."""
    media = folder / "takes" / shot.number / f"{number:03d}.mp4"
    with VideoWriter(media, SIZE, FPS, keyframes=keyframes) as writer:
        for planes in take_frames((int(shot.number) * 3 + number * 40) % 256, head + shot.length + tail):
            writer.write(planes)
    return Take(
        slate=Slate(film="Tide", scene=shot.scene, shot=shot.number, take=number, engine="test", seed=number),
        media=media.relative_to(folder).as_posix(), width=SIZE[0], height=SIZE[1], fps=FPS,
        length=shot.length, head=head, tail=tail,
    )


@pytest.fixture
def shoot(tmp_path: Path) -> Shooter:
    """Real takes of all shots of a board, with the handles that the cut needs."""

    def takes(board: Storyboard, number: int = 1, more_head: int = 0) -> list[Take]:
        plans = plan_handles(board)
        made = []
        for shot in board.shots:
            plan = plans[shot.number]
            keys = tuple(key + more_head for key in plan.keyframes)
            keys += (plan.head + more_head,) if plan.head + more_head else ()
            made.append(write_take(tmp_path, shot, number, plan.head + more_head, plan.tail, keys))
        return made

    return takes
