"""Takes on disk: `takes/0010/001.mp4` with `001.yaml` beside it. Numbers are never used twice."""

from dataclasses import dataclass
from pathlib import Path

from yingxi.film import Take
from yingxi.store.documents import load


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """The takes of one shot that are there, by number; `last` is the highest number ever given."""

    shot: str
    takes: tuple[Take, ...]
    last: int = 0

    @property
    def next_number(self) -> int:
        """One more than the highest number ever given in this shot."""
        return self.last + 1

    def made_from(self, key: str) -> tuple[Take, ...]:
        """The takes with these inputs (whatever their seed), in the order of their numbers."""
        return tuple(take for take in self.takes if take.recipe.get("key") == key)

    def select(self, key: str) -> Take | None:
        """The take that the cut uses: the newest circled one with these inputs, else the newest.

        Rejected ones are none.
        """
        made = [take for take in self.made_from(key) if not take.rejected]
        circled = [take for take in made if take.circled]
        return (circled or made or (None,))[-1]


def take_record(root: Path, shot: str, number: int) -> Path:
    """Where a take's description lies."""
    return root / "takes" / shot / f"{number:03d}.yaml"


def read_shelf(root: Path, shot: str) -> Shelf:
    """All takes of a shot whose description and media are both there.

    A description whose pictures were deleted still holds its number; pictures without a description are what
    an interrupted run left, and the next run makes them again.
    """
    found = (path for path in (root / "takes" / shot).glob("*.yaml") if path.stem.isdecimal())
    records = sorted(found, key=lambda path: int(path.stem))
    takes = (load(record, Take) for record in records)
    last = int(records[-1].stem) if records else 0
    return Shelf(shot=shot, takes=tuple(take for take in takes if (root / take.media).is_file()), last=last)
