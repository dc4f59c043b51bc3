"""How good the networks are on a folder of faces in the format of Labeled Faces in the Wild.

A folder holds `NAME/NAME_0001.jpg` and a `pairs.txt`: a line with the number of folds and of pairs of each
kind in a fold, then for each fold that many lines `NAME 1 4` and as many `NAME 1 OTHER 3`. Without a
`pairs.txt` all people are dealt into ten folds and every pair within a fold is compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.comparing import fuse, known_calibration
from yingxi.trust.likeness.describing import Description, describe_face, likenesses
from yingxi.trust.likeness.faces import Face, Picture
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.networks.cards import Card, own_cards
from yingxi.trust.likeness.pictures import read_picture
from yingxi.trust.likeness.rates import Pairs, Rates, measure_rates

FOLDS = 10
FUSED = "together"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two pictures that are compared: their files, the names of the people, the fold (from 0)."""

    files: tuple[Path, Path]
    people: tuple[str, str]
    fold: int

    @property
    def same(self) -> bool:
        """Whether both are of one person."""
        return self.people[0] == self.people[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """What was measured: counts, and the rates of each network and of all together.

    without_face: pictures in which no face was found; their pairs count as judged "different".
    """

    folder: str
    pictures: int
    people: int
    same_pairs: int
    different_pairs: int
    folds: int
    without_face: tuple[str, ...]
    weights: dict[str, str]
    rates: dict[str, Rates]

    def as_json(self) -> dict[str, Any]:
        """The evaluation as plain values, with its schema."""
        return {"schema": "likeness-evaluation.1", **asdict(self)}


def evaluate_folder(
    folder: Path,
    cards: Sequence[Card] = (),
    far: float = 1e-3,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Evaluation, dict[str, Pairs]]:
    """Compare all pairs of a folder by every network that is here, and by `cards` besides.

    Gives the measured rates, and the scored pairs of each network for a figure. UsageError when the folder is
    not in the format, when a picture is missing, or when there are no pairs of one kind.
    """
    pairs = read_pairs(folder)
    own = {card.name: card for card in (*own_cards(), *cards)}
    files = sorted({file for pair in pairs for file in pair.files})
    described = {}
    for number, file in enumerate(files):
        described[file] = describe_best(file, tuple(own.values()))
        if on_progress:
            on_progress(number + 1, len(files))
    scored = score_pairs(pairs, described)
    evaluation = Evaluation(
        folder=folder.name, pictures=len(files), people=len({name for pair in pairs for name in pair.people}),
        same_pairs=sum(pair.same for pair in pairs), different_pairs=sum(not pair.same for pair in pairs),
        folds=len({pair.fold for pair in pairs}),
        without_face=tuple(str(file.relative_to(folder)) for file in files if not described[file]),
        weights=weights_of(own), rates={name: measure_rates(one, far) for name, one in scored.items()},
    )  # fmt: skip
    return evaluation, scored


def weights_of(own: dict[str, Card]) -> dict[str, str]:
    """Which weights each compared network has."""
    from yingxi.trust.likeness.describing import weights_now
    from yingxi.trust.likeness.networks.cards import card_stamp

    return weights_now() | {name: card_stamp(card) for name, card in own.items()}


def describe_best(file: Path, cards: Sequence[Card]) -> dict[str, Description]:
    """The face nearest to the middle of a picture, described; nothing when there is no face."""
    picture = read_picture(file)
    faces = find_faces(picture, smallest=20)
    return describe_face(picture, nearest_middle(picture, faces), cards) if faces else {}


def nearest_middle(picture: Picture, faces: Sequence[Face]) -> Face:
    """The face that a picture of this kind is of."""
    middle = np.array([picture.shape[1], picture.shape[0]]) / 2

    def away(face: Face) -> float:
        box = np.array(face.box)
        return float(np.linalg.norm((box[:2] + box[2:]) / 2 - middle)) - face.height

    return min(faces, key=away)


def score_pairs(pairs: Sequence[Pair], described: dict[Path, dict[str, Description]]) -> dict[str, Pairs]:
    """Every pair scored by each network and by all together; minus infinity where no face was found."""
    calibration = known_calibration()
    found = [likenesses(described[pair.files[0]], described[pair.files[1]]) for pair in pairs]
    names = sorted({name for one in found for name in one})
    if not names:
        raise UsageError(
            "no face was found in any pair; are these pictures of faces?",
            zh="没有一对里找到脸；这些是脸的照片吗？",
        )
    columns = {name: [one.get(name, -np.inf) for one in found] for name in names}
    fused = [{n: v for n, v in one.items() if n in calibration.networks} for one in found]
    columns[FUSED] = [fuse(one, calibration) if one else -np.inf for one in fused]
    numbers = {name: i for i, name in enumerate(sorted({p for pair in pairs for p in pair.people}))}
    same, folds = np.array([pair.same for pair in pairs]), np.array([pair.fold for pair in pairs])
    people = np.array([[numbers[name] for name in pair.people] for pair in pairs])
    return {
        name: Pairs(scores=np.array(column), same=same, folds=folds, people=people)
        for name, column in columns.items()
    }


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """The pairs of a folder in the format; from its `pairs.txt`, else dealt out."""
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder",
            zh=f"{folder} 不是文件夹",
        )
    listed = folder / "pairs.txt"
    pairs = tuple(_listed(folder, listed) if listed.is_file() else _dealt(folder))
    kinds = {pair.same for pair in pairs}
    if len(kinds) < 2:
        lacking = "one person" if True not in kinds else "different people"
        raise UsageError(
            f"{folder}: there is no pair of {lacking}; it holds NAME/NAME_0001.jpg for each person",
            zh=f"{folder}：没有成对的 {lacking}；每个人应有 NAME/NAME_0001.jpg",
        )
    return pairs


def _listed(folder: Path, file: Path) -> Iterator[Pair]:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    try:
        head = [int(word) for word in lines[0].split()]
        folds, each = head if len(head) == 2 else (1, head[0])
    except (ValueError, IndexError) as error:
        raise UsageError(
            f"{file}:1: expected the number of folds and of pairs, such as 10 300",
            zh=f"{file}:1：应写份数和对数，例如 10 300",
        ) from error
    rows = [(number, line.split()) for number, line in enumerate(lines[1:], 2) if line.strip()]
    if len(rows) != folds * each * 2:
        raise UsageError(
            f"{file}: expected {folds * each * 2} pairs, got {len(rows)}",
            zh=f"{file}：应有 {folds * each * 2} 对，有 {len(rows)} 对",
        )
    for order, (number, words) in enumerate(rows):
        yield _pair(folder, f"{file}:{number}", words, order // (2 * each))


def _pair(folder: Path, place: str, words: list[str], fold: int) -> Pair:
    try:
        if len(words) == 3:
            first, second = (words[0], int(words[1])), (words[0], int(words[2]))
        else:
            first, second = (words[0], int(words[1])), (words[2], int(words[3]))
    except (ValueError, IndexError) as error:
        raise UsageError(
            f"{place}: expected NAME 1 4 or NAME 1 OTHER 3, got '{' '.join(words)}'",
            zh=f"{place}：应写 NAME 1 4 或 NAME 1 OTHER 3，写的是“{' '.join(words)}”",
        ) from error
    files = tuple(_picture(folder, place, *one) for one in (first, second))
    return Pair(files=(files[0], files[1]), people=(first[0], second[0]), fold=fold)


def _picture(folder: Path, place: str, name: str, number: int) -> Path:
    for ending in (".jpg", ".png", ".jpeg"):
        file = folder / name / f"{name}_{number:04d}{ending}"
        if file.is_file():
            return file
    raise UsageError(
        f"{place}: there is no {name}/{name}_{number:04d}.jpg",
        zh=f"{place}：没有 {name}/{name}_{number:04d}.jpg",
    )


def _dealt(folder: Path) -> Iterator[Pair]:
    """Every pair of pictures within each of ten folds of people (fewer for fewer than twenty), by name."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    folds = max(1, min(FOLDS, len(names) // 2))
    for fold in range(folds):
        pictures = [(name, file) for name in names[fold::folds] for file in _pictures(folder / name)]
        for (one, first), (other, second) in combinations(pictures, 2):
            yield Pair(files=(first, second), people=(one, other), fold=fold)


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
